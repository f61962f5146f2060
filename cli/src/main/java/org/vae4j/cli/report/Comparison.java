package org.vae4j.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vae4j.models.evaluate.Clustering;
import org.vae4j.models.evaluate.Symptom;

/**
 * Several priors on the same data with the same network, budget, seeds and noise, as it stands in
 * {@code comparison.json}. Values are nats per test image.
 *
 * @param protocol what the numbers are bound to
 * @param priors mean and spread over seeds, by prior
 * @param nllDifferences of each prior to the first
 * @param headline the one thing that the differences say first, in words; empty for none
 * @param finding all that they say
 * @param runs one entry for each prior and seed
 */
public record Comparison(
    Protocol protocol,
    List<Summary> priors,
    List<Difference> nllDifferences,
    String headline,
    String finding,
    List<Entry> runs) {
  /** Its name in the folder of a comparison. */
  public static final String JSON = "comparison.json";

  /** Its runs, one a line, in the same folder. */
  public static final String CSV = "comparison.csv";

  /**
   * What published numbers of this kind depend on.
   *
   * @param config the values by flag, with {@code priors} and {@code seeds}
   * @param dataSha256 digest of the data before binarisation
   * @param trainImages number of training images
   * @param validImages number of validation images
   * @param testImages number of test images, all of which are evaluated
   */
  public record Protocol(
      Map<String, Object> config,
      String dataSha256,
      int trainImages,
      int validImages,
      int testImages) {}

  /**
   * One prior over all seeds.
   *
   * @param nllStandardError standard error over images; for several seeds the mean of theirs
   * @param effectiveSamples the median over images of the effective number of importance samples
   * @param clusterAccuracy of the prior's components against labels, matched one to one; without
   *     numbers where either is missing
   * @param clusterPurity the same, each component by its most frequent label
   */
  public record Summary(
      String prior,
      Spread negElbo,
      Spread reconstruction,
      Spread kl,
      Spread nll,
      double nllStandardError,
      Spread activeUnits,
      Spread effectiveSamples,
      Spread clusterAccuracy,
      Spread clusterPurity,
      Spread seconds) {
    static Summary of(String prior, List<RunReport> reports) {
      return new Summary(
          prior,
          spread(reports, report -> report.test().negElbo()),
          spread(reports, report -> report.test().reconstruction()),
          spread(reports, report -> report.test().kl()),
          spread(reports, report -> report.test().nll()),
          spread(reports, report -> report.test().nllStandardError()).mean(),
          spread(reports, report -> report.test().activeUnits()),
          spread(reports, Summary::effective),
          spread(reports, report -> clusters(report, Clustering::accuracy)),
          spread(reports, report -> clusters(report, Clustering::purity)),
          spread(reports, RunReport::seconds));
    }

    private static double effective(RunReport report) {
      return report.diagnostics().importanceSampling().medianEffectiveSamples();
    }

    private static Double clusters(RunReport report, Function<Clustering, Double> value) {
      return Optional.ofNullable(report.test().clustering()).map(value).orElse(null);
    }

    /** A result that a run does not have makes the whole NaN, which is null in JSON. */
    private static Spread spread(List<RunReport> reports, Function<RunReport, Number> value) {
      return Spread.of(
          reports.stream()
              .map(value)
              .mapToDouble(number -> number == null ? Double.NaN : number.doubleValue())
              .toArray());
    }
  }

  /**
   * One run.
   *
   * @param folder its folder, inside that of the comparison
   * @param symptoms what is wrong with it, and what to try
   */
  public record Entry(
      String prior,
      long seed,
      String folder,
      int epoch,
      RunReport.Test test,
      List<Symptom> symptoms,
      double seconds) {}

  /**
   * One finished run with its results by image.
   *
   * @param folder its folder, inside that of the comparison
   */
  public record Outcome(String folder, RunReport report, Scores scores) {}

  /** The comparison of these runs; for each prior the seeds come in the same order. */
  public static Comparison of(Protocol protocol, List<Outcome> outcomes) {
    Map<String, List<Outcome>> byPrior = new LinkedHashMap<>();
    outcomes.forEach(
        outcome ->
            byPrior
                .computeIfAbsent(outcome.report().prior(), prior -> new ArrayList<>())
                .add(outcome));
    List<Summary> summaries = new ArrayList<>();
    byPrior.forEach(
        (prior, runs) ->
            summaries.add(Summary.of(prior, runs.stream().map(Outcome::report).toList())));
    List<Difference> differences = differences(byPrior);
    return new Comparison(
        protocol,
        summaries,
        differences,
        Finding.headline(differences),
        Finding.of(differences),
        outcomes.stream().map(Comparison::entry).toList());
  }

  private static List<Difference> differences(Map<String, List<Outcome>> byPrior) {
    String first = byPrior.keySet().iterator().next();
    return byPrior.keySet().stream()
        .filter(prior -> !prior.equals(first))
        .map(prior -> Difference.of(prior, nll(byPrior, prior), first, nll(byPrior, first)))
        .toList();
  }

  private static List<double[]> nll(Map<String, List<Outcome>> byPrior, String prior) {
    return byPrior.get(prior).stream().map(outcome -> outcome.scores().nll()).toList();
  }

  private static Entry entry(Outcome outcome) {
    RunReport report = outcome.report();
    return new Entry(
        report.prior(),
        report.seed(),
        outcome.folder(),
        report.epoch(),
        report.test(),
        report.diagnostics().symptoms(),
        report.seconds());
  }

  /** One line a run, numbers in full. */
  public String toCsv() {
    StringBuilder csv =
        new StringBuilder(
            "prior,seed,epoch,negElbo,reconstruction,kl,nll,nllStandardError,importanceSamples,"
                + "activeUnits,clusterAccuracy,seconds\n");
    for (Entry run : runs) {
      RunReport.Test test = run.test();
      List<Object> cells =
          Arrays.asList(
              run.prior(),
              run.seed(),
              run.epoch(),
              test.negElbo(),
              test.reconstruction(),
              test.kl(),
              test.nll(),
              test.nllStandardError(),
              test.importanceSamples(),
              test.activeUnits(),
              test.clustering() == null ? null : test.clustering().accuracy(),
              run.seconds());
      csv.append(String.join(",", cells.stream().map(Comparison::cell).toList())).append('\n');
    }
    return csv.toString();
  }

  /** What a run does not have is left empty. */
  private static String cell(Object value) {
    return value == null || value.equals(Double.NaN) ? "" : value.toString();
  }
}
