package org.vae4j.models.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class DiagonalGaussianTest {
  private static final Shape ROWS = Shape.of(2, 2);
  private final DiagonalGaussian q =
      new DiagonalGaussian(
          Var.constant(Tensor.of(ROWS, 1.0, -2, 0, 3)),
          Var.constant(Tensor.of(ROWS, 0.0, 2, -4, 1)));

  @Test
  void logDensity_isThatOfIndependentNormals() {
    double[] z = {0.5, 1, 0.1, 4};
    double[] values =
        Engine.evaluate(q.logDensity(Var.constant(Tensor.of(ROWS, z)))).toDoubleArray();
    double[] mean = {1, -2, 0, 3};
    double[] logVar = {0, 2, -4, 1};
    for (int row = 0; row < 2; row++) {
      double density = 1;
      for (int i = 2 * row; i < 2 * row + 2; i++) {
        double variance = Math.exp(logVar[i]);
        double off = z[i] - mean[i];
        density *= Math.exp(-off * off / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
      }
      assertEquals(Math.log(density), values[row], 1e-13);
    }
  }

  @Test
  void logDensityAt_isTheLogDensityOfThePointDrawn() {
    Var noise = Var.constant(Tensor.of(ROWS, 0.3, -1.7, 2.5, 0.0));
    double[] direct = Engine.evaluate(q.logDensityAt(noise)).toDoubleArray();
    double[] through = Engine.evaluate(q.logDensity(q.at(noise))).toDoubleArray();
    for (int row = 0; row < 2; row++) {
      assertEquals(through[row], direct[row], 1e-13);
    }
  }

  @Test
  void shapes_mustBeEqual() {
    Var mean = Var.zeros(Shape.of(2, 3));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DiagonalGaussian(mean, Var.zeros(Shape.of(3))));
    assertEquals(
        "diagonal gaussian: mean and log-variance must have one shape; got [2, 3] and [3]",
        refused.getMessage().split(" \\(at ")[0]);
  }
}
