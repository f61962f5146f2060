package org.vae4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as one reads them: rounded, in nats per image. */
final class Tables {
  private static final int WIDTH = 100;

  private Tables() {}

  /** The results of a run, one line each. */
  static List<String> of(RunReport report) {
    RunReport.Test test = report.test();
    Table table = new Table("test, nats per image", "");
    table.row("-ELBO", number(test.negElbo()));
    table.row("reconstruction", number(test.reconstruction()));
    table.row("KL", number(test.kl()));
    table.row("IS log-likelihood", logLikelihood(test.nll(), test.nllStandardError()));
    table.row("active units", test.activeUnits() + " of " + report.config().get("latent"));
    return table.lines();
  }

  /** All of a comparison: what it is bound to, the table, what it says. */
  static List<String> page(Comparison comparison) {
    List<String> page = new ArrayList<>();
    page.addAll(protocol(comparison.protocol()));
    page.add("");
    page.addAll(of(comparison));
    page.add("");
    page.addAll(wrapped(comparison.finding()));
    return page;
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static List<String> of(Comparison comparison) {
    boolean seeds = comparison.priors().get(0).nll().count() > 1;
    String likelihood = seeds ? "log-likelihood" : "IS log-likelihood";
    Table table =
        new Table("prior", "-ELBO", "reconstruction", "KL", likelihood, "active units", "seconds");
    for (Comparison.Summary prior : comparison.priors()) {
      table.row(
          prior.prior(),
          cell(prior.negElbo(), 2),
          cell(prior.reconstruction(), 2),
          cell(prior.kl(), 2),
          seeds
              ? cell(negated(prior.nll()), 2)
              : logLikelihood(prior.nll().mean(), prior.nllStandardError()),
          cell(prior.activeUnits(), seeds ? 1 : 0),
          rounded(prior.seconds().mean(), 1));
    }
    return table.lines();
  }

  private static Spread negated(Spread spread) {
    return new Spread(-spread.mean(), spread.sd(), spread.count());
  }

  private static String cell(Spread spread, int digits) {
    String mean = rounded(spread.mean(), digits);
    return spread.count() == 1 ? mean : mean + " ± " + rounded(spread.sd(), digits);
  }

  private static String logLikelihood(Double nll, Double standardError) {
    return nll == null ? "-" : rounded(-nll, 2) + " ± " + rounded(standardError, 2);
  }

  private static String number(Double value) {
    return value == null ? "-" : rounded(value, 2);
  }

  private static String rounded(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** What the numbers are bound to, on one line or two. */
  private static List<String> protocol(Comparison.Protocol protocol) {
    Map<String, Object> config = protocol.config();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s%s, %s likelihood; %s training, %s validation and %s test images"
            .formatted(
                dataName(config),
                config.get("binarize").equals("none")
                    ? ""
                    : " binarised by " + config.get("binarize"),
                config.get("likelihood"),
                count(protocol.trainImages()),
                count(protocol.validImages()),
                count(protocol.testImages())));
    lines.add(
        "%s epochs, seed %s; nats per image; log-likelihood by %s importance samples an image"
            .formatted(
                config.get("epochs"),
                Values.text(config.get("seeds")),
                config.get("importance-samples")));
    return lines;
  }

  private static String dataName(Map<String, Object> config) {
    String data = (String) config.get("data");
    return data.substring(data.lastIndexOf('/') + 1);
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
