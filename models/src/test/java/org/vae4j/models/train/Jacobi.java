package org.vae4j.models.train;

import java.util.Arrays;

/** Eigenvalues of a small symmetric matrix by Jacobi's rotations. Source: Golub, Van Loan, 8.5. */
final class Jacobi {
  private static final int SWEEPS = 50;

  private Jacobi() {}

  /** The eigenvalues in falling order; {@code a} is overwritten. */
  static double[] eigenvalues(double[][] a) {
    int n = a.length;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, p, q);
        }
      }
    }
    double[] values = new double[n];
    Arrays.setAll(values, i -> -a[i][i]);
    Arrays.sort(values);
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  private static void rotate(double[][] a, int p, int q) {
    double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (double[] row : a) {
      double rp = row[p];
      row[p] = c * rp - s * row[q];
      row[q] = s * rp + c * row[q];
    }
    for (int k = 0; k < a.length; k++) {
      double rp = a[p][k];
      a[p][k] = c * rp - s * a[q][k];
      a[q][k] = s * rp + c * a[q][k];
    }
  }
}
