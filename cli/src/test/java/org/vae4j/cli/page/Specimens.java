package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vae4j.cli.chart.Raster;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.DiagnosticsReport;
import org.vae4j.cli.report.Pictures;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Scores;
import org.vae4j.models.evaluate.Clustering;
import org.vae4j.models.evaluate.KlByDimension;
import org.vae4j.models.evaluate.LogLikelihood;
import org.vae4j.models.evaluate.SampleDistance;
import org.vae4j.models.evaluate.Symptom;

/** Reports of runs that never took place, to make pages of. */
final class Specimens {
  static final int IMAGES = 50;
  static final int EPOCHS = 8;

  private Specimens() {}

  /** A run whose numbers follow from {@code rank} and {@code seed}; mixtures have odd ranks. */
  static RunView run(String prior, int rank, long seed) {
    return view(report(prior, rank, seed), epochs(rank, seed), Optional.of(png(8)));
  }

  static RunView view(RunReport report, List<RunView.Epoch> epochs, Optional<byte[]> pictures) {
    String folder = report.prior() + "-seed-" + report.seed();
    return new RunView(folder, report, List.of(), epochs, pictures, pictures);
  }

  static byte[] png(int side) {
    Raster raster = Raster.grey(side, side);
    IntStream.range(0, side).forEach(i -> raster.grey(i, i, 1));
    return raster.png();
  }

  static List<RunView.Epoch> epochs(int rank, long seed) {
    return IntStream.rangeClosed(1, EPOCHS)
        .mapToObj(
            epoch ->
                new RunView.Epoch(
                    epoch, 90 + 60.0 / epoch - rank + 0.3 * seed, 92 + 50.0 / epoch - rank))
        .toList();
  }

  static RunReport report(String prior, int rank, long seed) {
    return report(prior, rank, seed, new Pictures(64, 20, null, null, null, null));
  }

  static RunReport report(String prior, int rank, long seed, Pictures pictures) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("data", "strokes");
    config.put("prior", prior);
    config.put("objective", "elbo");
    config.put("likelihood", "bernoulli");
    config.put("latent", 12);
    config.put("epochs", EPOCHS);
    config.put("importance-samples", 100);
    config.put("binarize", "none");
    return new RunReport(
        config,
        new RunReport.Provenance("0.1", "abc", "00ff", "17", "cpu", 2, seed),
        test(rank, seed),
        diagnostics(rank),
        quality(rank),
        pictures,
        EPOCHS,
        12.3456,
        2.5,
        0.75,
        Map.of());
  }

  private static RunReport.Quality quality(int rank) {
    SampleDistance.Gap gap = new SampleDistance.Gap(0.0125, 0.25);
    return new RunReport.Quality(
        rank % 2 == 1 ? 0.875 : null, new RunReport.Distances(null, gap, gap, 50, 100));
  }

  private static RunReport.Test test(int rank, long seed) {
    double nll = Arrays.stream(nll(rank, seed)).average().orElseThrow();
    return new RunReport.Test(
        IMAGES,
        -nll - 5,
        null,
        nll + 5,
        nll - 15,
        20.0,
        nll,
        0.4321,
        100,
        11,
        rank % 2 == 1 ? new Clustering(0.5, 0.75, 0.25, 0.125) : null);
  }

  static double[] nll(int rank, long seed) {
    return IntStream.range(0, IMAGES)
        .mapToDouble(i -> 90 + i - rank * 0.7 + 0.05 * ((i * 7 + seed * rank * 3) % 11))
        .toArray();
  }

  static DiagnosticsReport diagnostics(int rank) {
    boolean mixture = rank % 2 == 1;
    double[] variances = IntStream.range(0, 12).mapToDouble(d -> Math.pow(0.4, d)).toArray();
    KlByDimension terms =
        new KlByDimension(variances, variances(-0.5, variances), variances(1.5, variances));
    return new DiagnosticsReport(
        mixture ? List.of(new Symptom("dead-components", "2 are dead", "fewer")) : List.of(),
        new DiagnosticsReport.Kl(3.5, 23.5, mixture ? null : terms.kl(), mixture ? null : terms),
        new DiagnosticsReport.Latents(11, 0.01, variances),
        new DiagnosticsReport.Information(8.5, 0.1, 11.5, 9.21, true, 10_000, 10),
        mixture
            ? new DiagnosticsReport.Components(
                4, 2, 1.9, 0.6, 0.5, new double[] {0.1, 0.6, 0.3, 0}, new double[] {1, 1, 1, 0})
            : null,
        new DiagnosticsReport.ImportanceSampling(
            7.25,
            0.4,
            List.of(
                new LogLikelihood.Point(1, 95 - rank, 0.5),
                new LogLikelihood.Point(10, 92 - rank, 0.45),
                new LogLikelihood.Point(100, 91 - rank, 0.4321))),
        new DiagnosticsReport.Gradient(mixture ? null : 0.875, 100, 16));
  }

  private static double[] variances(double scale, double[] variances) {
    return Arrays.stream(variances).map(variance -> scale * variance).toArray();
  }

  /** Runs of so many seeds for each prior, in the order of a comparison. */
  static List<RunView> runs(List<String> priors, int seeds) {
    List<RunView> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      for (int rank = 0; rank < priors.size(); rank++) {
        runs.add(run(priors.get(rank), rank, seed));
      }
    }
    return runs;
  }

  /** The comparison of such runs. */
  static Comparison comparison(List<RunView> runs) {
    List<String> priors = runs.stream().map(RunView::prior).distinct().toList();
    List<Comparison.Outcome> outcomes =
        runs.stream()
            .map(
                run -> {
                  double[] nll = nll(priors.indexOf(run.prior()), run.report().seed());
                  return new Comparison.Outcome(
                      run.folder(), run.report(), new Scores(nll, nll, nll));
                })
            .toList();
    Map<String, Object> config = new LinkedHashMap<>(runs.get(0).report().config());
    config.remove("prior");
    config.put("priors", priors);
    config.put("seeds", runs.stream().map(run -> run.report().seed()).distinct().toList());
    return Comparison.of(new Comparison.Protocol(config, "00ff", 1000, 200, IMAGES), outcomes);
  }
}
