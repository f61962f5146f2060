package org.vae4j.core;

/**
 * Binet's function {@code log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2} and its derivatives for
 * positive arguments: its asymptotic series for large x, and steps {@code g(y)}, {@code g(y) =
 * binet(y) - binet(y + 1) = (y + 1/2) log(1 + 1/y) - 1}, down from there. All terms have one sign.
 */
final class BinetFunctions {
  private BinetFunctions() {}

  static double binet(int n, double x) {
    if (!(x > 0)) {
      return x == 0 ? Polynomials.sign(n) * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double steps = 0;
    double y = x;
    while (y < 12 + 2 * n) {
      steps += n < 2 ? step(n, y) : curvature(n - 2, y);
      y += 1;
    }
    return steps + GammaFunctions.series(n, y);
  }

  /**
   * g or its slope; away from 0 by powers of {@code u = 1/(2y + 1)}: {@code g = atanh(u)/u - 1}.
   */
  private static double step(int n, double y) {
    if (y < 0.1) {
      double log = Math.log1p(y) - Math.log(y);
      return n == 0 ? (y + 0.5) * log - 1 : log - (y + 0.5) / (y * (y + 1));
    }
    double u = 1 / (2 * y + 1);
    double sum = 0;
    double power = n == 0 ? u * u : u * u * u;
    double term = power;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term = (n == 0 ? 1 : 4.0 * k) * power / (2 * k + 1);
      sum += term;
      power *= u * u;
    }
    return n == 0 ? sum : -sum;
  }

  /** The {@code m}-th derivative of {@code g''(y) = 1 / (2 y^2 (y + 1)^2)}. */
  private static double curvature(int m, double y) {
    double sum = 0;
    for (int j = 0; j <= m; j++) {
      double powers = Polynomials.power(y, 2 + j) * Polynomials.power(y + 1, 2 + m - j);
      sum += (j + 1) * (m - j + 1) / powers;
    }
    return 0.5 * Polynomials.sign(m) * Polynomials.factorial(m) * sum;
  }
}
