package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

  /**
   * q too wide by 1.3 and 0.3 standard deviations off, S as evaluations have it; the error expected
   * is 2e-4, of which 3e-5 is bias.
   */
  @Test
  void logLikelihood_of5000Samples_isTheEvidenceToAThousandth() {
    Split many = LinearGaussian.draw(1000, 6);
    double exact = -Estimate.of(LinearGaussian.evidence(many)).mean();
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = new Evaluation(engine, LinearGaussian.off(), 1)) {
      LogLikelihood estimate = evaluation.logLikelihood(many, 5000);
      double apart = estimate.nll() - exact;
      assertEquals(0, apart, 1e-3);
      assertTrue(estimate.medianEffectiveSamples() < 0.9 * 5000, "the posterior is wrong");
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

  /** Groups of 1 lie in groups of 10 and so on, so each image's bound can only rise. */
  @Test
  void curve_fallsAlwaysAndEndsAtTheEstimate() {
    Vae vae = LinearGaussian.exact(SHIFT, LOG_VAR_SHIFT);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      LogLikelihood likelihood = evaluation.logLikelihood(split, 5000);
      List<LogLikelihood.Point> curve = likelihood.curve();
      assertEquals(
          List.of(1, 10, 100, 1000, 5000),
          curve.stream().map(LogLikelihood.Point::samples).toList());
      for (int i = 1; i < curve.size(); i++) {
        assertTrue(curve.get(i).nll() < curve.get(i - 1).nll());
      }
      LogLikelihood.Point last = curve.get(curve.size() - 1);
      assertEquals(likelihood.nll(), last.nll());
      assertEquals(likelihood.standardError(), last.standardError());
      double exact = -Estimate.of(evidence).mean();
      assertEquals(exact + gap(), curve.get(0).nll(), 0.02);
    }
  }

  /** With the true variance and the means off by a shift, E w^2 / (E w)^2 is exp(shift^2 / v). */
  @Test
  void effectiveSamples_areThoseOfMovedGaussians() {
    double shift = 0.2;
    double exponent = 0;
    for (int d = 0; d < LinearGaussian.D; d++) {
      double total = LinearGaussian.NOISE + LinearGaussian.squaredLength(d);
      exponent += shift * shift * total / LinearGaussian.NOISE;
    }
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, LinearGaussian.exact(shift, 0), 1)) {
      LogLikelihood likelihood = evaluation.logLikelihood(split, 5000);
      assertEquals(Math.exp(-exponent), likelihood.medianEffectiveSamples() / 5000, 0.01);
    }
  }
}
