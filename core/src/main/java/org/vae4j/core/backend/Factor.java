package org.vae4j.core.backend;

import java.util.Arrays;

/**
 * Cholesky factors of symmetric matrices of one size, one after the other, in double-double
 * arithmetic, rounded at the end: the digits that a plain factor loses to the matrix's condition
 * are those a divergence needs most.
 *
 * <p>With the unit 1 it is the E of {@code (I + E) (I + E)^T = I + S}, and 1 is never added to a
 * small e. Sums of products are those of Dekker (1971) with a fused multiply-add. For one thread at
 * a time; to factor allocates nothing.
 */
public final class Factor {
  private final int d;
  private final int unit;
  private final double[] high;
  private final double[] low;
  private double sum;
  private double rest;

  /** Factors of matrices {@code [D, D]} ({@code unit} 0), or of those above the identity (1). */
  public Factor(int d, int unit) {
    this.d = d;
    this.unit = unit;
    this.high = new double[d * d];
    this.low = new double[d * d];
  }

  /**
   * Puts the lower factor of the symmetric part of the matrix that starts at {@code x[at]} into
   * {@code result}, from the same place; each element is rounded once, and all are NaN where the
   * matrix is not positive definite. The two may be one array.
   */
  public void factor(double[] x, int at, double[] result) {
    Arrays.fill(high, 0);
    compute(x, at);
    System.arraycopy(high, 0, result, at, d * d);
  }

  private void compute(double[] x, int at) {
    for (int j = 0; j < d; j++) {
      if (!pivot(x[at + j * d + j], j)) {
        Arrays.fill(high, Double.NaN);
        return;
      }
      for (int i = j + 1; i < d; i++) {
        below(x[at + i * d + j], x[at + j * d + i], i, j);
      }
    }
  }

  private boolean pivot(double diagonal, int j) {
    sum = diagonal;
    rest = 0;
    subtractProducts(j, j);
    double value = sum + rest;
    double root = unit == 0 ? Math.sqrt(value) : value / (1 + Math.sqrt(1 + value));
    if (!(root + unit > 0 && root < Double.POSITIVE_INFINITY)) {
      return false;
    }
    subtract(root, 0, root, 0);
    add(-2 * unit * root);
    keep(j * d + j, root, (sum + rest) / (2 * (unit + root)));
    return true;
  }

  private void below(double lower, double upper, int i, int j) {
    sum = 0.5 * lower;
    rest = 0;
    add(0.5 * upper);
    subtractProducts(i, j);
    int pivot = j * d + j;
    double divisor = unit + high[pivot];
    double lost = high[pivot] - (divisor - unit) + low[pivot];
    double quotient = (sum + rest) / divisor;
    subtract(quotient, 0, divisor, lost);
    keep(i * d + j, quotient, (sum + rest) / divisor);
  }

  private void keep(int index, double value, double correction) {
    high[index] = value + correction;
    low[index] = value - high[index] + correction;
  }

  /** Takes the product of rows i and j, up to column j, from the running sum. */
  private void subtractProducts(int i, int j) {
    for (int k = 0; k < j; k++) {
      subtract(high[i * d + k], low[i * d + k], high[j * d + k], low[j * d + k]);
    }
  }

  private void subtract(double a, double aLow, double b, double bLow) {
    double product = a * b;
    double error = Math.fma(a, b, -product);
    add(-product);
    rest -= error + (a * bLow + aLow * b);
  }

  /** Two-sum: what rounding loses goes to the rest. */
  private void add(double x) {
    double total = sum + x;
    double part = total - sum;
    rest += (sum - (total - part)) + (x - part);
    sum = total;
  }
}
