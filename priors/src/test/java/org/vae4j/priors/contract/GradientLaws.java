package org.vae4j.priors.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;

/** What gradients owe to values. */
final class GradientLaws {
  private static final int ROWS = 4;
  private static final Shape SHAPE = Shape.of(ROWS, 2);
  private static final int DIRECTIONS = 3;
  private static final double STEP = 1e-4;
  private static final double RELATIVE = 1e-6;
  private static final double ROUNDING = 1e-10;

  private static final Map<String, double[]> EXTREMES =
      Map.of(
          "z", new double[] {0, 0, 1e3, -1e3, -1e3, 1e-30, 1e-3, 1e3},
          "mean", new double[] {0, 0, 1e3, -1e3, -1e3, 1e3, 1, -1},
          "log-var", new double[] {-20, 20, 20, -20, -20, -20, 20, 20});

  private GradientLaws() {}

  /** Along random directions of each parameter and input, by fourth-order central differences. */
  static void agreeWithDifferences(Prior prior) {
    Map<String, double[]> ordinary =
        Map.of("z", normal("z", 8), "mean", normal("mean", 8), "log-var", normal("log-var", 8));
    for (Var rows : values(prior)) {
      Var weights = Var.constant(Tensor.of(Shape.of(ROWS), normal("weights", ROWS)));
      try (Loss loss = new Loss(rows.times(weights).sum(), ordinary)) {
        List<double[]> gradients = loss.gradients();
        for (int leaf = 0; leaf < loss.leaves(); leaf++) {
          check(loss, leaf, gradients.get(leaf));
        }
      }
    }
  }

  private static void check(Loss loss, int leaf, double[] gradient) {
    for (int i = 0; i < DIRECTIONS; i++) {
      double[] direction = normal("direction." + i, loss.size(leaf));
      double exact = 0;
      for (int j = 0; j < gradient.length; j++) {
        exact += gradient[j] * direction[j];
      }
      double near = loss.moved(leaf, direction, STEP) - loss.moved(leaf, direction, -STEP);
      double far = loss.moved(leaf, direction, 2 * STEP) - loss.moved(leaf, direction, -2 * STEP);
      assertEquals(
          (8 * near - far) / (12 * STEP),
          exact,
          RELATIVE * Math.abs(exact) + ROUNDING * Math.max(1, Math.abs(loss.value())),
          "directional derivative in " + loss.name(leaf));
    }
  }

  static void stayFinite(Prior prior) {
    for (Var rows : values(prior)) {
      try (Loss loss = new Loss(rows.sum(), EXTREMES)) {
        assertTrue(Double.isFinite(loss.value()), "value; got " + loss.value());
        List<double[]> gradients = loss.gradients();
        for (int leaf = 0; leaf < loss.leaves(); leaf++) {
          assertTrue(
              Arrays.stream(gradients.get(leaf)).allMatch(Double::isFinite),
              "gradient in " + loss.name(leaf) + "; got " + Arrays.toString(gradients.get(leaf)));
        }
      }
    }
  }

  /** Everything that a training step or an evaluation may ask of a prior, {@code [ROWS]} each. */
  private static List<Var> values(Prior prior) {
    Var z = Var.input("z", SHAPE);
    DiagonalGaussian q =
        new DiagonalGaussian(Var.input("mean", SHAPE), Var.input("log-var", SHAPE));
    return List.of(prior.logDensity(z), prior.klFrom(q, z), prior.trainingKl(q, z));
  }

  private static double[] normal(String name, int length) {
    return new Initializer(5).normal(name, Shape.of(length), 0, 1).value().toDoubleArray();
  }
}
