package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.posterior.PosteriorFixtures;
import org.vae4j.models.posterior.PosteriorKind;

/** Gradients along the path agree with the total ones in expectation, whatever the form of q. */
class PathGradientOfPosteriorsTest {
  private static final int EXAMPLES = 200;
  private static final int STEPS = 80;

  static Stream<Arguments> forms() {
    return Arrays.stream(PosteriorKind.values())
        .flatMap(kind -> Stream.of(Arguments.of(kind, 0), Arguments.of(kind, 1)));
  }

  /** All but those that draw from components. */
  static Stream<Arguments> unweighted() {
    return forms().filter(form -> form.get()[0] != PosteriorKind.MIXTURE);
  }

  private static Vae vae(PosteriorKind kind, int upper) {
    Vae vae =
        Vae.builder(LinearGaussian.X)
            .hidden(3)
            .latent(2)
            .upperLatent(upper)
            .likelihood(new Gaussian())
            .posterior(kind, PosteriorFixtures.options(kind, 2, 2, 3))
            .build(StandardNormalFixture::of);
    Random random = new Random(4);
    for (Parameter parameter : vae.parameters()) {
      double[] values = parameter.value().toDoubleArray();
      Arrays.setAll(values, i -> values[i] + 0.3 * random.nextGaussian());
      parameter.assign(Tensor.of(parameter.shape(), values));
    }
    return vae;
  }

  @ParameterizedTest(name = "{0}, upper level of {1}")
  @MethodSource("forms")
  void stickingTheLanding_isTheTotalGradientOfTheElboInExpectation(PosteriorKind kind, int upper) {
    agree(vae(kind, upper), new Elbo(1, true), new Elbo(1, true, GradientEstimator.STL));
  }

  @ParameterizedTest(name = "{0}, upper level of {1}")
  @MethodSource("unweighted")
  void doublyReparameterised_isTheTotalGradientInExpectation(PosteriorKind kind, int upper) {
    agree(vae(kind, upper), new Iwae(3), new Iwae(3, GradientEstimator.DREG));
  }

  @Test
  void doublyReparameterised_ofComponents_isRefusedWithTheReason() {
    Vae vae = vae(PosteriorKind.MIXTURE, 0);
    Objective dreg = new Iwae(3, GradientEstimator.DREG);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> dreg.loss(Pass.of(vae, 2, 3)));
    assertEquals(
        "iwae: gradient dreg needs draws from q itself; got those of parts of posterior mixture",
        refused.getMessage());
  }

  @Test
  void stickingTheLanding_ofManyDraws_isSeenToBeBiased() {
    Vae vae = vae(PosteriorKind.PLANAR, 1);
    Objective biased = new Iwae(3, GradientEstimator.STL);
    assertThrows(AssertionError.class, () -> agree(vae, new Iwae(3), biased));
  }

  /** By the differences on the same draws, within six standard errors. */
  private static void agree(Vae vae, Objective one, Objective other) {
    double[][] a = gradients(vae, one);
    double[][] b = gradients(vae, other);
    for (int i = 0; i < a[0].length; i++) {
      double sum = 0;
      double squares = 0;
      double size = 0;
      for (int step = 0; step < STEPS; step++) {
        double difference = a[step][i] - b[step][i];
        sum += difference;
        size += Math.abs(a[step][i]) / STEPS;
        squares += difference * difference;
      }
      double mean = sum / STEPS;
      double error = Math.sqrt((squares / STEPS - mean * mean) / (STEPS - 1));
      assertEquals(0, mean, 6 * error + 1e-5 * (1 + size), "element " + i);
    }
  }

  /** The gradient in all parameters, for each step of noise. */
  private static double[][] gradients(Vae vae, Objective objective) {
    double[][] rows = new double[STEPS][];
    try (Engine engine = Engine.open(Backend.CPU, 1);
        ParameterVector all = ParameterVector.pack("all", vae.parameters(), DType.FLOAT32);
        Plan plan =
            engine.plan(
                new Graphs(vae, objective).training(EXAMPLES).differentiate(Graphs.LOSS, all))) {
      plan.feed(Pass.X, LinearGaussian.tensor(LinearGaussian.draw(EXAMPLES, 21)).toDoubleArray());
      plan.feed(Objective.BETA, 1);
      for (int step = 0; step < STEPS; step++) {
        plan.draw(Draw.of(9, "path", step, EXAMPLES));
        plan.run();
        rows[step] = new double[all.length()];
        all.gradients().get(0, rows[step], 0, all.length());
      }
    }
    return rows;
  }
}
