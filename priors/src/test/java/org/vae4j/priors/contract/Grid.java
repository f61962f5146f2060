package org.vae4j.priors.contract;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.vae4j.core.verify.Cubature;
import org.vae4j.models.Prior;

/** Equal cells of a rectangle of the plane, and how much mass and how many points lie in each. */
final class Grid {
  private static final int SIDE = 16;
  private static final int MOST_PANELS = 32;
  private static final int ORDER = 6;

  private final double[] lower;
  private final double[] upper;

  private Grid(double[] lower, double[] upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /** The rectangle that leaves out a thousandth of the points on each side. */
  static Grid covering(double[] points) {
    double[] lower = new double[2];
    double[] upper = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      int offset = axis;
      double[] sorted =
          IntStream.range(0, points.length / 2)
              .mapToDouble(i -> points[2 * i + offset])
              .sorted()
              .toArray();
      lower[axis] = sorted[sorted.length / 1000];
      upper[axis] = sorted[sorted.length - 1 - sorted.length / 1000];
    }
    return new Grid(lower, upper);
  }

  int[] count(double[] points) {
    int[] counts = new int[SIDE * SIDE];
    for (int i = 0; i < points.length; i += 2) {
      double x = place(points[i], 0);
      double y = place(points[i + 1], 1);
      if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) {
        counts[(int) x * SIDE + (int) y]++;
      }
    }
    return counts;
  }

  private double place(double coordinate, int axis) {
    return (coordinate - lower[axis]) / (upper[axis] - lower[axis]) * SIDE;
  }

  /**
   * The integral of the density over each cell, by a Gauss-Legendre rule on 4 x 4 panels of the
   * cell, or on more where the density has kinks: until their sum is the adaptive integral over the
   * rectangle to 3 draws of the 100 000 that are counted.
   */
  double[] integrals(Prior prior) {
    try (RowFunction density = new RowFunction(z -> prior.logDensity(z).exp())) {
      double whole = Cubature.integrate(density, lower, upper, 1e-6).value();
      double sum = Double.NaN;
      for (int panels = 4; panels <= MOST_PANELS; panels *= 2) {
        double[] cells = integrals(density, panels);
        sum = Arrays.stream(cells).sum();
        if (Math.abs(sum - whole) <= 3e-5) {
          return cells;
        }
      }
      throw new IllegalStateException(
          "contract: cells must add up to the integral over the grid, " + whole + "; got " + sum);
    }
  }

  private double[] integrals(RowFunction density, int panels) {
    double[] result = new double[SIDE * SIDE];
    double[][] x = nodes(0, panels);
    double[][] y = nodes(1, panels);
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        result[i * SIDE + j] = integral(density, x, i, y, j);
      }
    }
    return result;
  }

  private static double integral(RowFunction density, double[][] x, int i, double[][] y, int j) {
    int n = x[0].length / SIDE;
    double[][] points = new double[n * n][];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        points[a * n + b] = new double[] {x[0][i * n + a], y[0][j * n + b]};
      }
    }
    double[] values = density.apply(points);
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += values[k] * x[1][i * n + k / n] * y[1][j * n + k % n];
    }
    return sum;
  }

  /** Nodes and weights along an axis, panel after panel. */
  private double[][] nodes(int axis, int panels) {
    GaussIntegrator legendre = new GaussIntegratorFactory().legendre(ORDER);
    int n = SIDE * panels * ORDER;
    double width = (upper[axis] - lower[axis]) / (SIDE * panels);
    double[][] result = new double[2][n];
    for (int i = 0; i < n; i++) {
      result[0][i] = lower[axis] + width * (i / ORDER + (1 + legendre.getPoint(i % ORDER)) / 2);
      result[1][i] = width * legendre.getWeight(i % ORDER) / 2;
    }
    return result;
  }
}
