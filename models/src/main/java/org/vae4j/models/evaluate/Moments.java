package org.vae4j.models.evaluate;

import java.util.Arrays;

/** Means and variances of D columns, row by row: Welford's recurrence. */
final class Moments {
  private final double[] means;
  private final double[] squares;
  private long count;

  Moments(int columns) {
    means = new double[columns];
    squares = new double[columns];
  }

  /** Adds rows, {@code [B, D]} row-major. */
  void add(double[] rows) {
    for (int at = 0; at < rows.length; at += means.length) {
      count++;
      for (int d = 0; d < means.length; d++) {
        double off = rows[at + d] - means[d];
        means[d] += off / count;
        squares[d] += off * (rows[at + d] - means[d]);
      }
    }
  }

  double[] means() {
    return means.clone();
  }

  /** With the number of rows in the denominator. */
  double[] variances() {
    return Arrays.stream(squares).map(sum -> sum / count).toArray();
  }

  /** With one less in the denominator. */
  double[] sampleVariances() {
    return Arrays.stream(squares).map(sum -> sum / (count - 1)).toArray();
  }
}
