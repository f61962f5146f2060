package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;

/** The end-to-end oracle: every estimate against an evidence known in closed form. */
class LinearGaussianTest {
  private static final double SHIFT = 0.4;
  private static final double LOG_VAR_SHIFT = 0.5;
  private final Split split = LinearGaussian.draw(40, 3);
  private final double[] evidence = LinearGaussian.evidence(split);

  @Test
  void rowsOfTheDecoder_areOrthogonal() {
    double product = 0;
    for (int i = 0; i < LinearGaussian.X; i++) {
      product += LinearGaussian.W[0][i] * LinearGaussian.W[1][i];
    }
    assertEquals(0, product, 1e-16);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void exactPosterior_givesTheEvidenceFromOneSample(Backend backend) {
    Vae vae = LinearGaussian.exact(0, 0);
    try (Engine engine = Engine.open(backend, 2);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      double tolerance = backend == Backend.CPU ? 1e-5 : 1e-12;
      LogLikelihood one = evaluation.logLikelihood(split, 1);
      assertArrayEquals(evidence, one.values(), tolerance);
      LogLikelihood many = evaluation.logLikelihood(split, 64);
      assertArrayEquals(evidence, many.values(), tolerance);
      for (double effective : many.effectiveSamples()) {
        assertEquals(64, effective, 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void wrongPosterior_convergesToTheEvidence(Backend backend) {
    Vae vae = LinearGaussian.exact(SHIFT, LOG_VAR_SHIFT);
    try (Engine engine = Engine.open(backend, 2);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      double[] estimated = evaluation.logLikelihood(split, 10_000).values();
      for (int i = 0; i < evidence.length; i++) {
        // Standard deviation of the mean weight, from the effective number of samples, is 0.01.
        assertEquals(evidence[i], estimated[i], 0.045);
      }
    }
  }

  /** KL of the shifted posterior from the true one, the same for every x. */
  private static double gap() {
    double gap = 0;
    for (int d = 0; d < LinearGaussian.D; d++) {
      double variance =
          LinearGaussian.NOISE / (LinearGaussian.NOISE + LinearGaussian.squaredLength(d));
      gap += 0.5 * (SHIFT * SHIFT / variance + Math.exp(LOG_VAR_SHIFT) - 1 - LOG_VAR_SHIFT);
    }
    return gap;
  }

  @Test
  void gapOfTheBound_isTheKlFromTheTruePosterior() {
    Vae vae = LinearGaussian.exact(SHIFT, LOG_VAR_SHIFT);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      double[] negElbo = evaluation.elbo(split, 2000).values();
      double[] gaps = negElbo.clone();
      for (int i = 0; i < gaps.length; i++) {
        gaps[i] += evidence[i];
        assertTrue(gaps[i] > 0, "the bound must lie below the evidence");
      }
      Estimate mean = Estimate.of(gaps);
      assertEquals(gap(), mean.mean(), 4 * mean.standardError());
      assertTrue(mean.standardError() < 0.02 * gap());
    }
  }

  @Test
  void moreSamples_tightenTheBound() {
    Split many = LinearGaussian.draw(400, 4);
    Vae vae = LinearGaussian.exact(SHIFT, LOG_VAR_SHIFT);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      double last = evaluation.elbo(many, 20).negElbo();
      for (int samples : new int[] {2, 10, 200}) {
        double nll = evaluation.logLikelihood(many, samples).nll();
        assertTrue(nll < last, samples + " samples: " + nll + " after " + last);
        last = nll;
      }
    }
  }
}
