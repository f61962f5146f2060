package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.priors.contract.PriorLaw;

class GaussianMixturePriorTest {
  private static final GaussianMixturePrior MARGINAL = Subjects.gmm(ComponentHandling.MARGINAL);
  private static final GaussianMixturePrior RELAXED =
      Subjects.gmm(ComponentHandling.GUMBEL_SOFTMAX);

  /** Between the components, on one of them, and wide over all. */
  private static final double[][] MEANS = {{0, 0.2}, {1, 1.5}, {0.3, -0.5}};

  private static final double[][] LOG_VARS = {{-2, -2.5}, {-3, -1}, {0.5, 0.3}};

  private static DiagonalGaussian posteriors(int copies) {
    int rows = MEANS.length * copies;
    return new DiagonalGaussian(tile(MEANS, copies, rows), tile(LOG_VARS, copies, rows));
  }

  private static Var tile(double[][] rows, int copies, int count) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Var.constant(Tensor.of(Shape.of(1, rows.length, 2), flat))
        .broadcastTo(Shape.of(copies, rows.length, 2))
        .reshape(count, 2);
  }

  @Test
  void logDensity_ofOneComponent_isThatGaussian() {
    GaussianMixturePrior one =
        GaussianMixturePrior.of(
            Tensor.of(Shape.of(1), 5.0),
            Tensor.of(Shape.of(1, 2), 0.5, -1.0),
            Tensor.of(Shape.of(1, 2), 0.0, Math.log(4)),
            ComponentHandling.MARGINAL);
    Var z = Var.constant(Tensor.of(Shape.of(1, 2), 1.5, 1.0));
    double expected = -0.5 * (1 + 1 + Math.log(4) + 2 * Math.log(2 * Math.PI));
    assertEquals(expected, Engine.evaluate(one.logDensity(z)).scalar(), 1e-14);
    PriorLaw.SAMPLED.check(one);
  }

  @Test
  void ofFull_hasTheCovariancesOfItsFactors() {
    double[] cholesky = {2, 0, 0.6, 0.5};
    GaussianMixturePrior one =
        GaussianMixturePrior.ofFull(
            Tensor.zeros(Shape.of(1)),
            Tensor.of(Shape.of(1, 2), 0.5, -1.0),
            Tensor.of(Shape.of(1, 2, 2), cholesky),
            ComponentHandling.MARGINAL);
    Var z = Var.constant(Tensor.of(Shape.of(1, 2), 1.5, -0.2));
    // S = L L^T = [4 1.2; 1.2 0.61], det S = 1, off = (1, 0.8).
    double quadratic = 0.61 - 2 * 1.2 * 0.8 + 4 * 0.64;
    double expected = -0.5 * (quadratic + 2 * Math.log(2 * Math.PI));
    assertEquals(expected, Engine.evaluate(one.logDensity(z)).scalar(), 1e-14);
    PriorLaw.SAMPLED.check(one);
  }

  @Test
  void ofFull_whatIsNoFactor_isRefused() {
    Tensor factor = Tensor.of(Shape.of(1, 2, 2), 1.0, 0.0, 0.0, -1.0);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GaussianMixturePrior.ofFull(
                    Tensor.zeros(Shape.of(1)),
                    Tensor.zeros(Shape.of(1, 2)),
                    factor,
                    ComponentHandling.MARGINAL));
    assertEquals(
        "gmm: diagonals of Cholesky factors must be > 0 and finite; got -1.0",
        refused.getMessage());
  }

  @Test
  void drawn_onAverage_hasTheCovarianceOfTheStandardNormal() {
    GaussianMixturePrior prior =
        GaussianMixturePrior.drawn(2000, 2, ComponentHandling.MARGINAL, new Initializer(3));
    double[] means = prior.parameters().get(1).value().toDoubleArray();
    double[] logVars = prior.parameters().get(2).value().toDoubleArray();
    double variance =
        Math.exp(logVars[0]) + Arrays.stream(means).map(m -> m * m).average().orElse(0);
    assertEquals(0, Arrays.stream(means).average().orElse(1), 0.03);
    assertEquals(1, variance, 0.03);
    assertEquals(
        List.of("prior.logits", "prior.means", "prior.log-vars"),
        prior.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void klFrom_isAtMostTheClosedBound() {
    int copies = 20_000;
    DiagonalGaussian q = posteriors(copies);
    Var z = q.at(Var.noise("z", NoiseKind.NORMAL, q.mean().shape()));
    Var excess = MARGINAL.klFrom(q, Latent.at(q, z)).minus(MARGINAL.klBound(q));
    double[] mean = mean(excess, copies, MEANS.length, 1);
    double[] square = mean(excess.square(), copies, MEANS.length, 1);
    for (int row = 0; row < mean.length; row++) {
      double error = Math.sqrt((square[row] - mean[row] * mean[row]) / copies);
      assertTrue(mean[row] < 4 * error, "KL less bound: " + mean[row] + " +- " + error);
    }
    assertTrue(mean[2] < -0.1, "where components share the posterior; got " + mean[2]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.01})
  void trainingKl_atLowTemperature_tendsToTheBound(double temperature) {
    int copies = 40_000;
    double[] mean =
        mean(RELAXED.trainingKl(posteriors(copies), null), copies, MEANS.length, temperature);
    double[] bound = Engine.evaluate(RELAXED.klBound(posteriors(1))).toDoubleArray();
    assertArrayEquals(bound, mean, 0.02);
  }

  @Test
  void trainingKl_atHighTemperature_fallsBelowTheKl() {
    GaussianMixturePrior prior =
        GaussianMixturePrior.of(
            Tensor.of(Shape.of(2), Math.log(0.99), Math.log(0.01)),
            Tensor.of(Shape.of(2, 2), 0.0, 0.0, 2.0, 0.0),
            Tensor.zeros(Shape.of(2, 2)),
            ComponentHandling.GUMBEL_SOFTMAX);
    int copies = 40_000;
    Shape shape = Shape.of(copies, 2);
    Var mean = Var.constant(Tensor.of(Shape.of(2), 2.0, 0.0)).broadcastTo(shape);
    DiagonalGaussian q = new DiagonalGaussian(mean, Var.zeros(shape));
    Var z = q.at(Var.noise("z", NoiseKind.NORMAL, shape));
    double kl = mean(prior.klFrom(q, Latent.at(q, z)), copies, 1, 5)[0];
    double bound = mean(prior.klBound(q), copies, 1, 5)[0];
    double relaxed = mean(prior.trainingKl(q, Latent.at(q, z)), copies, 1, 5)[0];
    assertTrue(relaxed < kl && kl < bound, relaxed + " < " + kl + " < " + bound);
  }

  @Test
  void trainingKl_ofTheMarginal_isTheKl() {
    DiagonalGaussian q = posteriors(1);
    assertEquals(
        Engine.evaluate(MARGINAL.klFrom(q, Latent.at(q, q.mean()))),
        Engine.evaluate(MARGINAL.trainingKl(q, Latent.at(q, q.mean()))));
  }

  @Test
  void klFrom_underTheRelaxation_isStillTheMarginalOne() {
    DiagonalGaussian q = posteriors(1);
    assertEquals(
        Engine.evaluate(MARGINAL.klFrom(q, Latent.at(q, q.mean()))),
        Engine.evaluate(RELAXED.klFrom(q, Latent.at(q, q.mean()))));
  }

  @Test
  void everyLaw_holdsWithExtremeParameters() {
    GaussianMixturePrior prior =
        GaussianMixturePrior.of(
            Tensor.of(Shape.of(3), -50.0, 50.0, 0.0),
            Tensor.of(Shape.of(3, 2), 1e3, -1e3, 0.0, 0.0, 1e-30, 1.0),
            Tensor.of(Shape.of(3, 2), -20.0, 20.0, 20.0, 20.0, -20.0, -20.0),
            ComponentHandling.GUMBEL_SOFTMAX);
    PriorLaw.FINITE.check(prior);
    PriorLaw.REPEATABLE.check(prior);
  }

  @Test
  void of_shapesThatDoNotFit_areRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GaussianMixturePrior.of(
                    Tensor.zeros(Shape.of(3)),
                    Tensor.zeros(Shape.of(2, 2)),
                    Tensor.zeros(Shape.of(3, 2)),
                    ComponentHandling.MARGINAL));
    assertEquals(
        "gmm: must have logits [K], means [K, D] and log-variances [K, D]; got [3], [2, 2] and [3, 2]",
        refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> GaussianMixturePrior.drawn(0, 2, ComponentHandling.MARGINAL, new Initializer(1)));
  }

  /** A component of weight 0 is none: its logarithm times 0 would be no number. */
  @Test
  void of_weightsOfZero_areRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GaussianMixturePrior.of(
                    Tensor.of(Shape.of(2), 0, Double.NEGATIVE_INFINITY),
                    Tensor.zeros(Shape.of(2, 1)),
                    Tensor.zeros(Shape.of(2, 1)),
                    ComponentHandling.MARGINAL));
    assertEquals("gmm: logits must be finite; got -Infinity", refused.getMessage());
  }

  @Test
  void temperature_isAnInputOfTheRelaxationAlone() {
    assertTrue(takesTemperature(RELAXED));
    assertFalse(takesTemperature(MARGINAL));
  }

  private static boolean takesTemperature(GaussianMixturePrior prior) {
    DiagonalGaussian q = posteriors(1);
    Var kl = prior.trainingKl(q, Latent.at(q, q.mean()));
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("kl", kl)))) {
      return plan.takes(Prior.TEMPERATURE);
    }
  }

  /** The mean of each posterior's values over copies with noise of their own. */
  private static double[] mean(Var values, int copies, int posteriors, double temperature) {
    Var means = values.reshape(copies, posteriors).mean(0);
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("means", means)))) {
      if (plan.takes(Prior.TEMPERATURE)) {
        plan.feed(Prior.TEMPERATURE, temperature);
      }
      plan.draw(Draw.of(11, "test", 0, copies * posteriors));
      plan.run();
      return plan.read("means").toDoubleArray();
    }
  }
}
