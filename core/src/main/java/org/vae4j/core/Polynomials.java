package org.vae4j.core;

/** Small numbers that the series of the special functions share. */
final class Polynomials {
  private Polynomials() {}

  /** {@code n!} in float64. */
  static double factorial(int n) {
    double product = 1;
    for (int k = 2; k <= n; k++) {
      product *= k;
    }
    return product;
  }

  /** {@code x (x + 1) .. (x + n - 1)}. */
  static double rising(double x, int n) {
    double product = 1;
    for (int k = 0; k < n; k++) {
      product *= x + k;
    }
    return product;
  }

  /** {@code x^n} for a whole n, by multiplication. */
  static double power(double x, int n) {
    double product = 1;
    for (int k = 0; k < Math.abs(n); k++) {
      product *= x;
    }
    return n < 0 ? 1 / product : product;
  }

  /** {@code (-1)^n}. */
  static int sign(int n) {
    return (n & 1) == 0 ? 1 : -1;
  }
}
