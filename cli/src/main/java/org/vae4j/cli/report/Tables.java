package org.vae4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.cli.terminal.Paragraph;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.cli.terminal.Table;
import org.vae4j.models.evaluate.SampleDistance;

/** Results as one reads them: rounded, in nats per image. */
public final class Tables {
  private static final int WIDTH = 100;

  private Tables() {}

  /** All of a run: what its numbers are bound to, and a line for each. */
  public static List<String> page(RunReport report) {
    List<String> page = new ArrayList<>(Heading.of(report, WIDTH));
    page.add("");
    page.addAll(results(report).lines());
    append(page, curve(report.diagnostics().importanceSampling()));
    report.diagnostics().symptoms().forEach(symptom -> append(page, symptom.toString()));
    return page;
  }

  private static Table results(RunReport report) {
    RunReport.Test test = report.test();
    Map<String, Object> config = report.config();
    Table table = new Table("-ELBO", number(test.negElbo()));
    if (!config.get("objective").equals("elbo")) {
      String none = test.noBound() == null ? null : "none: " + test.noBound();
      table.row("bound of " + config.get("objective"), none == null ? number(test.bound()) : none);
    }
    table
        .row("reconstruction", number(test.reconstruction()))
        .row("KL", number(test.kl()))
        .row("NLL", uncertain(test.nll(), test.nllStandardError()))
        .row("median effective samples", effective(report.diagnostics(), test.importanceSamples()))
        .row(
            "active units",
            test.activeUnits() + " of " + report.diagnostics().latents().variances().length)
        .row("I(x;z)", information(report.diagnostics().information()));
    if (test.clustering() != null) {
      table.row("components as clusters", Quantity.percent(test.clustering().accuracy()));
    }
    quality(table, report.quality());
    return table
        .row("seconds of training", seconds(report))
        .row("seconds of testing", rounded(report.testSeconds(), 1));
  }

  private static void quality(Table table, RunReport.Quality quality) {
    if (quality.probeAccuracy() != null) {
      table.row("linear probe of codes", Quantity.percent(quality.probeAccuracy()));
    }
    RunReport.Distances found = quality.distances();
    table
        .row("MMD^2 of samples / means / data", triple(found, SampleDistance.Gap::mmd))
        .row("sliced Wasserstein, likewise", triple(found, SampleDistance.Gap::slicedWasserstein));
  }

  private static String triple(
      RunReport.Distances found, Function<SampleDistance.Gap, Double> distance) {
    return Stream.of(found.samples(), found.means(), found.data())
        .map(gap -> rounded(gap == null ? null : distance.apply(gap), 4))
        .collect(Collectors.joining(" / "));
  }

  private static String seconds(RunReport report) {
    String before =
        report.startSeconds() > 0
            ? " (" + rounded(report.startSeconds(), 1) + " before epoch 1)"
            : "";
    return rounded(report.seconds(), 1) + before;
  }

  private static String curve(DiagnosticsReport.ImportanceSampling found) {
    return "NLL by importance samples: "
        + found.curve().stream()
            .map(point -> point.samples() + ": " + rounded(point.nll(), 2))
            .collect(Collectors.joining(", "));
  }

  private static String effective(DiagnosticsReport report, int samples) {
    DiagnosticsReport.ImportanceSampling found = report.importanceSampling();
    return "%s of %d, below 5 for %s"
        .formatted(
            rounded(found.medianEffectiveSamples(), 1),
            samples,
            Quantity.percent(found.shareBelowFive()));
  }

  /** At its limit an estimate is a lower bound. */
  private static String information(DiagnosticsReport.Information found) {
    return (found.atLimit() ? ">= " : "") + rounded(found.mutualInformation(), 2);
  }

  /** All of a comparison: what its numbers are bound to, the table, what it says. */
  public static List<String> page(Comparison comparison) {
    boolean seeds = comparison.priors().get(0).nll().count() > 1;
    List<String> page = new ArrayList<>(Heading.of(comparison.protocol(), seeds, WIDTH));
    page.add("");
    page.addAll(table(comparison, seeds));
    if (!comparison.finding().isEmpty()) {
      append(page, comparison.finding());
    }
    Remarks.of(comparison).forEach(remark -> append(page, remark));
    return page;
  }

  private static void append(List<String> page, String paragraph) {
    page.add("");
    page.addAll(Paragraph.wrapped(paragraph, WIDTH));
  }

  private static List<String> table(Comparison comparison, boolean seeds) {
    Table table =
        new Table("prior", "-ELBO", "reconstruction", "KL", "NLL", "active units", "seconds");
    for (Comparison.Summary prior : comparison.priors()) {
      table.row(
          prior.prior(),
          cell(prior.negElbo(), 2),
          cell(prior.reconstruction(), 2),
          cell(prior.kl(), 2),
          seeds ? cell(prior.nll(), 2) : uncertain(prior.nll().mean(), prior.nllStandardError()),
          cell(prior.activeUnits(), seeds ? 1 : 0),
          rounded(prior.seconds().mean(), 1));
    }
    return table.lines();
  }

  private static String cell(Spread spread, int digits) {
    String mean = rounded(spread.mean(), digits);
    return spread.count() == 1 ? mean : mean + " ± " + rounded(spread.sd(), digits);
  }

  private static String uncertain(Double nll, Double standardError) {
    return nll == null ? "-" : rounded(nll, 2) + " ± " + rounded(standardError, 2);
  }

  private static String number(Double value) {
    return value == null ? "-" : rounded(value, 2);
  }

  private static String rounded(Double value, int digits) {
    return value == null || value.isNaN() ? "-" : Quantity.decimals(value, digits);
  }
}
