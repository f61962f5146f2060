package org.vae4j.cli.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.vae4j.cli.terminal.Quantity;

/** What paired differences of test NLL say in words, and no more than they say. */
public final class Finding {
  private Finding() {}

  /** A sentence for each difference, then how far they reach; empty for no difference. */
  static String of(List<Difference> differences) {
    if (differences.isEmpty()) {
      return "";
    }
    return differences.stream().map(Finding::sentence).collect(Collectors.joining(" "))
        + " "
        + reach(differences.get(0))
        + (several(differences) ? " Each is judged by itself, however many there are." : "");
  }

  /** By few seeds one in twenty is clear by chance, and there is no correction for several. */
  private static boolean several(List<Difference> differences) {
    return differences.size() > 1 && differences.get(0).seeds() > 1;
  }

  /**
   * The sentence of the prior that is clearly better by most, else better in each seed, else that
   * there is none; empty for no difference.
   */
  static String headline(List<Difference> differences) {
    Optional<Difference> best =
        best(differences, Difference::clear).or(() -> best(differences, Difference::agreed));
    if (best.isPresent()) {
      return sentence(best.get());
    }
    if (differences.size() < 2) {
      return differences.stream().map(Finding::sentence).collect(Collectors.joining());
    }
    return "No other prior has a clearly lower test NLL than " + differences.get(0).versus() + ".";
  }

  private static Optional<Difference> best(
      List<Difference> differences, Predicate<Difference> sure) {
    return differences.stream()
        .filter(sure)
        .filter(difference -> difference.mean() < 0)
        .min(Comparator.comparingDouble(Difference::mean));
  }

  /** One difference. */
  public static String sentence(Difference d) {
    String size = nats(Math.abs(d.mean())) + " ± " + nats(d.error()) + " nats";
    String direction = d.mean() < 0 ? "lower" : "higher";
    if (d.clear()) {
      return "%s has a %s test NLL than %s, by %s."
          .formatted(d.prior(), direction, d.versus(), size);
    }
    if (d.agreed()) {
      return "%s has a %s test NLL than %s in each of %d seeds, by %s; so few seeds do not"
              .formatted(d.prior(), direction, d.versus(), d.seeds(), size)
          + " tell about the next ones.";
    }
    return "%s and %s do not differ clearly in test NLL: by %s."
        .formatted(d.prior(), d.versus(), size);
  }

  /** What such a sentence rests on, and whom it speaks of. */
  public static String reach(Difference d) {
    String rule =
        "Lower is better. Clear is %s standard errors of the paired difference over %s images"
            .formatted(Quantity.decimals(Difference.CLEAR, 0), Quantity.whole(d.images()));
    return d.seeds() == 1
        ? rule
            + "; with a single seed this speaks of these trained models only (--seeds 1,2,3 tells"
            + " about the next ones)."
        : rule
            + " and %s over %d seeds; ± is the larger standard error."
                .formatted(Quantity.decimals(d.seedErrors(), 1), d.seeds());
  }

  private static String nats(double value) {
    return Quantity.decimals(value, 2);
  }
}
