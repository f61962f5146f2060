package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.sample.Kernel;
import org.vae4j.core.divergence.sample.Mmd;
import org.vae4j.models.Fixtures;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.posterior.PosteriorKind;

class MatchingTest {
  private static final int EXAMPLES = 60;

  static Stream<Matching> all() {
    return Stream.of(
        new Matching.MeanDiscrepancy(Matching.KernelKind.MULTIQUADRIC),
        new Matching.MeanDiscrepancy(Matching.KernelKind.RBF),
        new Matching.Sliced(20),
        new Matching.Entropic(0.3, 20));
  }

  /** Means over steps of noise, and their standard error. */
  private static double[] mean(Matching matching, Vae vae, int steps) {
    Split split = LinearGaussian.draw(EXAMPLES, 31);
    Var value = matching.value(Pass.of(vae, EXAMPLES, 1));
    double sum = 0;
    double squares = 0;
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("value", value)))) {
      plan.feed(Pass.X, LinearGaussian.tensor(split).toDoubleArray());
      for (int step = 0; step < steps; step++) {
        plan.draw(Draw.of(7, "matching", step, EXAMPLES));
        plan.run();
        double one = plan.scalar("value");
        sum += one;
        squares += one * one;
      }
    }
    double mean = sum / steps;
    return new double[] {mean, Math.sqrt((squares / steps - mean * mean) / (steps - 1))};
  }

  /** The true posteriors average to the prior, as those that were moved do not. */
  @ParameterizedTest
  @MethodSource("all")
  void divergence_isLeastWhereCodesAverageToThePrior(Matching matching) {
    double[] exact = mean(matching, LinearGaussian.exact(0, 0), 30);
    double[] moved = mean(matching, LinearGaussian.exact(1.5, 0), 30);
    assertTrue(
        moved[0] - exact[0] > 10 * (moved[1] + exact[1]),
        matching + ": " + exact[0] + " and " + moved[0]);
  }

  @ParameterizedTest
  @MethodSource("all")
  void trainingAndValue_areOneNumber(Matching matching) {
    Vae vae = LinearGaussian.off();
    Pass pass = Pass.of(vae, EXAMPLES, 1);
    Pass again = Pass.of(vae, EXAMPLES, 1);
    assertEquals(run(matching.training(pass)), run(matching.value(again)));
  }

  private static double run(Var value) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("value", value)))) {
      plan.feed(Pass.X, LinearGaussian.tensor(LinearGaussian.draw(EXAMPLES, 1)).toDoubleArray());
      plan.draw(Draw.of(7, "matching", 0, EXAMPLES));
      plan.run();
      return plan.scalar("value");
    }
  }

  private static Var random(long seed, int... dims) {
    Shape shape = Shape.of(dims);
    return Var.constant(Tensor.of(shape, new Random(seed).doubles(shape.size(), -2, 2).toArray()));
  }

  @Test
  void weightedStatistic_ofOnePointAPart_isTheStatistic() {
    Var x = random(1, 6, 2);
    Var y = random(2, 5, 2);
    Kernel<Var> kernel = Kernel.multiquadric(2, 1);
    Var one = Var.constant(1).broadcastTo(Shape.of(6, 1));
    assertEquals(
        Engine.evaluate(Mmd.uStatistic(x, y, kernel)).scalar(),
        Engine.evaluate(Mmd.uStatistic(x.reshape(6, 1, 2), one, y, kernel)).scalar(),
        1e-13);
  }

  /** The statistic is linear in each part's weights: their mean over one-point choices. */
  @Test
  void weightedStatistic_isTheMeanOverChoicesOfAPoint() {
    double[] w = {0.2, 0.8, 0.5, 0.5, 0.9, 0.1};
    Var x = random(3, 3, 2, 2);
    Var y = random(4, 4, 2);
    Kernel<Var> kernel = Kernel.multiquadric(2, 1);
    double sum = 0;
    for (int choice = 0; choice < 8; choice++) {
      double mass = 1;
      double[] pick = new double[6];
      for (int part = 0; part < 3; part++) {
        int point = choice >> part & 1;
        mass *= w[2 * part + point];
        pick[2 * part + point] = 1;
      }
      Var picked = x.times(Var.constant(Tensor.of(Shape.of(3, 2, 1), pick))).sum(1);
      sum += mass * Engine.evaluate(Mmd.uStatistic(picked, y, kernel)).scalar();
    }
    Var weights = Var.constant(Tensor.of(Shape.of(3, 2), w));
    assertEquals(sum, Engine.evaluate(Mmd.uStatistic(x, weights, y, kernel)).scalar(), 1e-13);
  }

  private static Pass mixture() {
    Vae vae =
        Vae.builder(Fixtures.FEATURES)
            .hidden(5)
            .latent(2)
            .posterior(PosteriorKind.MIXTURE)
            .build(StandardNormalFixture::of);
    return Pass.of(vae, 4, 1);
  }

  @Test
  void weightedDraws_areMatchedByMmdAndSinkhorn_andRefusedWhereTheyAreSorted() {
    assertEquals(
        Shape.SCALAR,
        new Matching.MeanDiscrepancy(Matching.KernelKind.MULTIQUADRIC).value(mixture()).shape());
    assertEquals(Shape.SCALAR, new Matching.Entropic(0.3, 5).value(mixture()).shape());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Matching.Sliced(5).value(mixture()));
    assertEquals(
        "sliced-wasserstein: draws must count alike, for sorting pairs them one to one; got those"
            + " of posterior mixture, which have weights",
        refused.getMessage());
  }
}
