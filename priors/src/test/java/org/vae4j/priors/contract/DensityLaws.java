package org.vae4j.priors.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.vae4j.core.verify.Cubature;
import org.vae4j.models.Prior;

/** What a density owes to itself. */
final class DensityLaws {
  private static final double SCALE = 4;

  private DensityLaws() {}

  static void integratesToOne(Prior prior) {
    try (RowFunction density = new RowFunction(z -> prior.logDensity(z).exp())) {
      double total =
          Cubature.integrate(
                  square -> overThePlane(density, square),
                  new double[] {-1, -1},
                  new double[] {1, 1},
                  1e-7)
              .value();
      assertEquals(1, total, 1e-6, "integral of the density over the plane");
    } catch (ArithmeticException diverged) {
      fail("integral of the density over the plane", diverged);
    }
  }

  /** The integrand on (-1, 1)^2 under {@code z = SCALE t / (1 - t^2)} along each axis. */
  private static double[] overThePlane(RowFunction density, double[][] square) {
    double[][] points = new double[square.length][2];
    double[] stretch = new double[square.length];
    for (int i = 0; i < square.length; i++) {
      stretch[i] = 1;
      for (int axis = 0; axis < 2; axis++) {
        double t = square[i][axis];
        double rest = 1 - t * t;
        points[i][axis] = SCALE * t / rest;
        stretch[i] *= SCALE * (1 + t * t) / (rest * rest);
      }
    }
    double[] values = density.apply(points);
    for (int i = 0; i < values.length; i++) {
      values[i] *= stretch[i];
    }
    return values;
  }
}
