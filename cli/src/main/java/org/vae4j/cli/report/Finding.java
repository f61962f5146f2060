package org.vae4j.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What paired differences of log-likelihood say in words, and no more than they say. */
final class Finding {
  /** Standard errors from which on a difference is called one. */
  private static final double CLEAR = 3;

  private Finding() {}

  /** A sentence for each difference, then how far they reach; empty for no difference. */
  static String of(List<Difference> differences) {
    if (differences.isEmpty()) {
      return "";
    }
    return differences.stream().map(Finding::sentence).collect(Collectors.joining(" "))
        + " "
        + reach(differences.get(0));
  }

  private static String sentence(Difference d) {
    String size = nats(Math.abs(d.mean())) + " ± " + nats(d.error()) + " nats";
    if (Math.abs(d.errors()) >= CLEAR) {
      String direction = d.mean() < 0 ? "higher" : "lower";
      return "%s has a %s test log-likelihood than %s, by %s."
          .formatted(d.prior(), direction, d.versus(), size);
    }
    return "%s and %s do not differ clearly in test log-likelihood: by %s."
        .formatted(d.prior(), d.versus(), size);
  }

  private static String reach(Difference d) {
    String images = String.format(Locale.ROOT, "%,d", d.images()).replace(',', ' ');
    String rule = String.format(Locale.ROOT, "Clear is %.0f standard errors", CLEAR);
    return d.seeds() == 1
        ? rule
            + " of the paired difference over "
            + images
            + " images; with a single seed this speaks of these trained models only (--seeds 1,2,3"
            + " tells about the next ones)."
        : "%s of the paired difference, over %s images or over %d seeds, whichever is larger."
            .formatted(rule, images, d.seeds());
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
