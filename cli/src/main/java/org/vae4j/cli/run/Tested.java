package org.vae4j.cli.run;

import java.util.Arrays;
import org.vae4j.autodiff.engine.Engine;
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
 * @param scores image by image
 */
record Tested(RunReport.Test test, DiagnosticsReport diagnostics, Scores scores) {
  private static final int GRADIENT_EXAMPLES = 100;
  private static final int GRADIENT_DRAWS = 16;

  /**
   * The bound and the importance-sampled log-likelihood of every test image, and the diagnostics
   * over training images, with all noise from {@code seed}.
   */
  static Tested of(Engine engine, Vae vae, Assembly assembly, long seed, Watcher watcher) {
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
      RunReport.Test test =
          new RunReport.Test(
              images,
              evaluation
                  .bound(dataset.test(), assembly.objective())
                  .map(values -> Arrays.stream(values).average().orElseThrow())
                  .orElse(null),
              assembly.objective().noBound().orElse(null),
              bound.negElbo(),
              bound.reconstruction(),
              bound.kl(),
              likelihood.nll(),
              likelihood.standardError(),
              samples,
              found.activeUnits().count(),
              evaluation.clustering(dataset.test()).orElse(null));
      return new Tested(
          test,
          DiagnosticsReport.of(found, likelihood, gradient(evaluation, assembly, seed)),
          new Scores(bound.reconstructions(), bound.kls(), nll));
    }
  }

  private static GradientSignal gradient(Evaluation evaluation, Assembly assembly, long seed) {
    Split train = assembly.dataset().train();
    return evaluation.gradientSignal(
        train.sample(Math.min(GRADIENT_EXAMPLES, train.size()), seed),
        assembly.objective(),
        assembly.config().prior().temperatureMin(),
        GRADIENT_DRAWS);
  }

  /** Hears how far a test is, and may stop it by an exception. */
  interface Watcher {
    /** So many of all images are through. */
    void tested(int done, int images);
  }
}
