package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** The path-only derivative: of log q(z) with q's parameters held, and Bernoulli noise. */
class PathTest {
  private static final Shape SHAPE = Shape.of(3);
  private static final Var MEAN = Var.input("m", SHAPE);
  private static final Var LOG_SD = Var.input("s", SHAPE);
  private static final Tensor M = Tensor.of(SHAPE, 0.3, -1.2, 2.0);
  private static final Tensor S = Tensor.of(SHAPE, -0.4, 0.1, 0.5);
  private static final Tensor E = Tensor.of(SHAPE, 0.7, -0.2, 1.9);
  private static final Map<String, Tensor> FEEDS = Map.of("m", M, "s", S, "e", E);

  private static Var draw() {
    return MEAN.plus(LOG_SD.exp().times(Var.input("e", SHAPE)));
  }

  /** log q(z) less the constant. */
  private static Var logDensity(Var z, Var mean, Var logSd) {
    return z.minus(mean).over(logSd.exp()).square().times(-0.5).minus(logSd).sum();
  }

  private static double[] gradient(Var y, Var by) {
    return Engine.evaluate(Gradients.of(y, List.of(by)).get(0).plus(all()), FEEDS).toDoubleArray();
  }

  /** 0, of all inputs, so that every expression takes them. */
  private static Var all() {
    return MEAN.plus(LOG_SD).plus(Var.input("e", SHAPE)).times(0);
  }

  @Test
  void along_z_isTheDerivativeWithTheDensityHeld() {
    Var z = draw();
    Var path = logDensity(z, MEAN, LOG_SD).along(z);
    Var held = logDensity(draw(), Var.constant(M), Var.constant(S));
    for (Var leaf : List.of(MEAN, LOG_SD)) {
      assertArrayEquals(gradient(held, leaf), gradient(path, leaf), 1e-14);
      Var slope = Gradients.of(path, List.of(leaf)).get(0).sum();
      Var heldSlope = Gradients.of(held, List.of(leaf)).get(0).sum();
      for (Var again : List.of(MEAN, LOG_SD)) {
        assertArrayEquals(gradient(heldSlope, again), gradient(slope, again), 1e-14);
      }
    }
  }

  @Test
  void along_zOfTheSameDensity_landsWithoutNoise() {
    Var z = draw();
    Var exact = logDensity(z, Var.constant(M), Var.constant(S));
    Var bound = exact.minus(logDensity(z, MEAN, LOG_SD).along(z));
    assertArrayEquals(new double[3], gradient(bound, MEAN), 1e-15);
    assertArrayEquals(new double[3], gradient(bound, LOG_SD), 1e-15);
    Var usual = exact.minus(logDensity(z, MEAN, LOG_SD));
    assertTrue(Math.abs(gradient(usual, MEAN)[0]) > 0.1, "the score of q is noise");
  }

  @Test
  void along_valuesAndEdges() {
    Var z = draw();
    Var y = logDensity(z, MEAN, LOG_SD);
    assertEquals(Engine.evaluate(y, FEEDS), Engine.evaluate(y.along(z), FEEDS));
    assertEquals(y.along(z).origin(), y.origin());
    assertArrayEquals(new double[3], gradient(y.along(), MEAN), "along nothing");
    Var other = Var.input("m", SHAPE).exp();
    assertArrayEquals(new double[3], gradient(y.along(other), MEAN), "not on the way");
    assertArrayEquals(gradient(y, MEAN), gradient(y.along(MEAN, LOG_SD), MEAN), 0.0, "all ways");
    assertArrayEquals(gradient(z.sum(), MEAN), gradient(z.sum().along(z), MEAN), "z itself");
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void bernoulli_hasItsProbabilityAndTheSameBitsEverywhere(Backend backend) {
    int rows = 2000;
    Tensor probabilities = Tensor.of(Shape.of(4), 0.0, 0.25, 0.9, 1.0);
    Var p = Var.constant(probabilities).broadcastTo(Shape.of(rows, 4));
    Var drawn = Var.bernoulli("b", p);
    assertEquals(NoiseKind.UNIFORM, drawn.operands().get(1).op().attribute(1, NoiseKind.class));
    Graph graph = Graph.of(Map.of("y", drawn));
    try (Engine engine = Engine.open(backend, 2);
        Plan plan = engine.plan(graph);
        Engine reference = Engine.open(Backend.REFERENCE, 1);
        Plan oracle = reference.plan(graph)) {
      for (Plan each : List.of(plan, oracle)) {
        each.draw(Draw.of(3, "train", 5, rows));
        each.run();
      }
      double[] y = plan.read("y").toDoubleArray();
      assertArrayEquals(oracle.read("y").toDoubleArray(), y);
      for (int i = 0; i < 4; i++) {
        double mean = 0;
        for (int row = 0; row < rows; row++) {
          mean += y[row * 4 + i] / rows;
        }
        double expected = probabilities.at(i);
        double sd = Math.sqrt(expected * (1 - expected) / rows);
        assertEquals(expected, mean, 4 * sd + 1e-12);
      }
    }
  }
}
