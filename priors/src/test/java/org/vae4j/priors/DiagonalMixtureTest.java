package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;

class DiagonalMixtureTest {
  private static final Initializer VALUES = new Initializer(6);
  private static final int COMPONENTS = 50;
  private static final int ROWS = 200;

  private static DiagonalMixture mixture(int latent, double logVar) {
    Shape shape = Shape.of(COMPONENTS, latent);
    return new DiagonalMixture(
        Var.constant(-Math.log(COMPONENTS)).broadcastTo(Shape.of(COMPONENTS)),
        new DiagonalGaussian(
            float32(VALUES.normal("mean", shape, 0.7, 1).value()),
            float32(VALUES.normal("log-var", shape, logVar, 0.5).value())));
  }

  /** Points spread about one component after the other as its standard deviation has it. */
  private static Var points(DiagonalMixture mixture, int latent) {
    Shape shape = Shape.of(ROWS / COMPONENTS, COMPONENTS, latent);
    Var noise = Var.constant(VALUES.normal("noise", shape, 0, 1).value());
    Tensor points = Engine.evaluate(mixture.components().at(noise).reshape(ROWS, latent));
    return float32(points);
  }

  /** Numbers that every back end holds exactly. */
  private static Var float32(Tensor value) {
    return Var.constant(value.as(DType.FLOAT32));
  }

  /** The definition, with the sum over dimensions inside and nothing expanded. */
  private static Var plain(DiagonalMixture mixture, Var z) {
    return mixture
        .components()
        .logDensity(DiagonalMixture.perComponent(z))
        .plus(mixture.logWeights())
        .logSumExp(1);
  }

  @ParameterizedTest(name = "{0} dimensions, log-variance {1}")
  @CsvSource({"1, 0", "2, -6", "10, -8", "40, -3", "40, -12"})
  void logDensity_byProducts_isTheDefinition(int latent, double logVar) {
    DiagonalMixture mixture = mixture(latent, logVar);
    Var z = points(mixture, latent);
    assertArrayEquals(
        Engine.evaluate(plain(mixture, z)).toDoubleArray(),
        Engine.evaluate(mixture.logDensity(z)).toDoubleArray(),
        1e-10);
  }

  @ParameterizedTest(name = "{0} dimensions, log-variance {1}")
  @CsvSource({"10, 0", "10, -8", "40, -3", "40, -12"})
  void logDensity_inFloat32NearSharpComponents_keepsItsDigits(int latent, double logVar) {
    DiagonalMixture mixture = mixture(latent, logVar);
    Var z = points(mixture, latent);
    double[] expected = Engine.evaluate(mixture.logDensity(z)).toDoubleArray();
    assertArrayEquals(expected, onCpu(mixture.logDensity(z)), 5e-5);
  }

  @Test
  void joint_inFloat32NearSharpComponents_losesThem() {
    DiagonalMixture mixture = mixture(10, -8);
    Var expanded = mixture.joint(points(mixture, 10)).logSumExp(1);
    double[] expected = Engine.evaluate(expanded).toDoubleArray();
    double[] actual = onCpu(expanded);
    double worst =
        IntStream.range(0, ROWS)
            .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
            .max()
            .orElse(0);
    assertTrue(worst > 1e-3, "the expansion alone is off by at most " + worst);
  }

  private static double[] onCpu(Var value) {
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Plan plan = engine.plan(Graph.of(Map.of("value", value)))) {
      plan.run();
      return plan.read("value").toDoubleArray();
    }
  }

  @Test
  void logDensity_ofComponentsThatAreEqual_isThatOfOne() {
    Var mean = Var.constant(Tensor.of(Shape.of(1, 2), 0.3, -2.0)).broadcastTo(Shape.of(50, 2));
    Var logVar = Var.constant(Tensor.of(Shape.of(1, 2), -1.0, 0.5)).broadcastTo(Shape.of(50, 2));
    DiagonalMixture equal =
        new DiagonalMixture(mixture(2, 0).logWeights(), new DiagonalGaussian(mean, logVar));
    Var z = Var.constant(Tensor.of(Shape.of(1, 2), 0.1, 0.2));
    DiagonalGaussian one = new DiagonalGaussian(mean.slice(0, 0, 1), logVar.slice(0, 0, 1));
    assertEquals(
        Engine.evaluate(one.logDensity(z)).scalar(),
        Engine.evaluate(equal.logDensity(z)).scalar(),
        1e-13);
  }

  @Test
  void sample_ofUnequalWeights_choosesByThem() {
    int count = 50_000;
    Tensor weights = Tensor.of(Shape.of(4), 0.1, 0.0, 0.6, 0.3);
    Var mean = Var.constant(Tensor.of(Shape.of(4, 1), 0.0, 10.0, 20.0, 30.0));
    DiagonalMixture mixture =
        new DiagonalMixture(
            Var.constant(weights).log().max(Var.constant(-1e30)),
            new DiagonalGaussian(mean, Var.constant(-20).broadcastTo(mean.shape())));
    double[] draws = draws(mixture.sample("sample", count));
    for (int k = 0; k < 4; k++) {
      double at = 10 * k;
      double share =
          IntStream.range(0, count).filter(i -> Math.abs(draws[i] - at) < 1).count()
              / (double) count;
      assertEquals(weights.at(k), share, 0.01);
    }
  }

  private static double[] draws(Var sample) {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Plan plan = engine.plan(Graph.of(Map.of("sample", sample)))) {
      plan.draw(Draw.of(3, "test", 0, sample.shape().dim(0)));
      plan.run();
      return plan.read("sample").toDoubleArray();
    }
  }

  /** Between equal components both terms are the greatest, and no Gaussian lies halfway. */
  @ParameterizedTest
  @CsvSource({"1", "3"})
  void logDensity_whereComponentsTie_isThatOfEither(double distance) {
    DiagonalMixture pair =
        new DiagonalMixture(
            Var.constant(Tensor.of(Shape.of(2), Math.log(0.5), Math.log(0.5))),
            new DiagonalGaussian(
                Var.constant(Tensor.of(Shape.of(2, 1), -distance, distance)),
                Var.constant(Tensor.zeros(Shape.of(2, 1)))));
    Tensor middle = Engine.evaluate(pair.logDensity(Var.constant(Tensor.zeros(Shape.of(1, 1)))));
    double expected = -0.5 * Math.log(2 * Math.PI) - 0.5 * distance * distance;
    assertEquals(expected, middle.toDoubleArray()[0], 1e-12);
  }
}
