package org.vae4j.cli.run;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.report.Absent;
import org.vae4j.cli.report.DiagnosticsReport;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Scores;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Diagnostics;
import org.vae4j.models.evaluate.ElboEstimate;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.evaluate.GradientSignal;
import org.vae4j.models.evaluate.LogLikelihood;
import org.vae4j.models.train.NonFiniteException;

/**
 * What the test of a model came to.
 *
 * @param test means over the test images
 * @param diagnostics how it uses its codes
 * @param quality codes and samples by other measures
 * @param gallery pictures
 * @param scores image by image
 * @param seconds what it took
 */
record Tested(
    RunReport.Test test,
    DiagnosticsReport diagnostics,
    RunReport.Quality quality,
    Gallery gallery,
    Scores scores,
    double seconds) {
  private static final int GRADIENT_EXAMPLES = 100;
  private static final int GRADIENT_DRAWS = 16;

  /**
   * The bound and the importance-sampled log-likelihood of every test image, and the diagnostics
   * over training images, with all noise from {@code seed}.
   */
  static Tested of(Engine engine, Vae vae, Assembly assembly, long seed, Watcher watcher) {
    long start = System.nanoTime();
    Dataset dataset = assembly.dataset();
    int samples = assembly.config().evaluation().importanceSamples();
    int images = dataset.test().size();
    try (Evaluation evaluation = new Evaluation(engine, vae, seed)) {
      ElboEstimate bound = evaluation.elbo(dataset.test());
      LogLikelihood likelihood =
          evaluation.logLikelihood(dataset.test(), samples, done -> watcher.tested(done, images));
      NonFiniteException.check("test: -ELBO", bound.negElbo());
      NonFiniteException.check("test: log-likelihood", likelihood.nll());
      Diagnostics found = evaluation.diagnostics(dataset.train(), dataset.test());
      double[] nll = Arrays.stream(likelihood.values()).map(value -> -value).toArray();
      return new Tested(
          test(evaluation, assembly, bound, likelihood, found),
          DiagnosticsReport.of(found, likelihood, gradient(evaluation, assembly, seed)),
          quality(evaluation, dataset),
          Gallery.of(engine, vae, dataset, seed),
          new Scores(bound.reconstructions(), bound.kls(), nll),
          (System.nanoTime() - start) / 1e9);
    }
  }

  private static RunReport.Test test(
      Evaluation evaluation,
      Assembly assembly,
      ElboEstimate bound,
      LogLikelihood likelihood,
      Diagnostics found) {
    Split test = assembly.dataset().test();
    return new RunReport.Test(
        test.size(),
        evaluation
            .bound(test, assembly.objective())
            .map(values -> Arrays.stream(values).average().orElseThrow())
            .orElse(null),
        assembly.objective().noBound().orElse(null),
        bound.negElbo(),
        bound.reconstruction(),
        bound.kl(),
        likelihood.nll(),
        likelihood.standardError(),
        likelihood.samples(),
        found.activeUnits().count(),
        evaluation.clustering(test).orElse(null));
  }

  private static RunReport.Quality quality(Evaluation evaluation, Dataset dataset) {
    OptionalDouble probe = evaluation.probeAccuracy(dataset.train(), dataset.test());
    return new RunReport.Quality(
        probe.isPresent() ? probe.getAsDouble() : null,
        RunReport.Distances.of(evaluation.sampleDistance(dataset.train(), dataset.test())));
  }

  /**
   * The report of it.
   *
   * @param config the values by flag
   * @param epoch whose parameters were tested
   * @param seconds of all training
   * @param startSeconds what of it came before the first epoch
   */
  RunReport report(
      Map<String, Object> config,
      RunReport.Provenance provenance,
      int epoch,
      double seconds,
      double startSeconds) {
    return new RunReport(
        config,
        provenance,
        test,
        diagnostics,
        quality,
        gallery.facts(),
        epoch,
        seconds,
        startSeconds,
        this.seconds,
        Absent.of(test, diagnostics, quality));
  }

  private static GradientSignal gradient(Evaluation evaluation, Assembly assembly, long seed) {
    Split train = assembly.dataset().train();
    return evaluation.gradientSignal(
        train.sample(Math.min(GRADIENT_EXAMPLES, train.size()), seed),
        assembly.objective(),
        assembly.config().training().temperatureMin(),
        GRADIENT_DRAWS);
  }

  /** Hears how far a test is, and may stop it by an exception. */
  interface Watcher {
    /** So many of all images are through. */
    void tested(int done, int images);
  }
}
