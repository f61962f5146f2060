package org.vae4j.core;

import org.hipparchus.special.Gamma;

/**
 * The gamma function's logarithm and derivatives for positive arguments.
 *
 * <p>Everything rests on Stirling's remainder {@code f(x) = log Gamma(x) - x log x + x}: its
 * asymptotic series holds for large x, and each step {@code f(x) - f(x + 1)} down from there, like
 * each of its derivatives, is a sum of terms of one sign.
 */
final class GammaFunctions {
  /** {@code B(2), B(4), ..}, the Bernoulli numbers. */
  private static final double[] BERNOULLI = {
    1.0 / 6,
    -1.0 / 30,
    1.0 / 42,
    -1.0 / 30,
    5.0 / 66,
    -691.0 / 2730,
    7.0 / 6,
    -3617.0 / 510,
    43867.0 / 798,
    -174611.0 / 330,
    854513.0 / 138,
    -236364091.0 / 2730,
    8553103.0 / 6
  };

  /** The zero of digamma, in two parts. */
  private static final double ROOT = 1.4616321449683622;

  private static final double ROOT_LOW = 9.549995429965697e-17;

  /** {@code psi^(k)(root) / k!} for k from 1: digamma around its zero. */
  private static final double[] AT_ROOT = new double[26];

  static {
    for (int k = 1; k <= AT_ROOT.length; k++) {
      AT_ROOT[k - 1] = polygamma(k, ROOT) / Polynomials.factorial(k);
    }
  }

  private GammaFunctions() {}

  static double logGamma(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (x < 16) {
      return Gamma.logGamma(x);
    }
    return x == Double.POSITIVE_INFINITY
        ? x
        : (x - 0.5) * Math.log(x) - x + (Constants.HALF_LOG_TWO_PI + series(0, x));
  }

  /** The {@code n}-th derivative of digamma. */
  static double polygamma(int n, double x) {
    if (n > 0) {
      double leading = Polynomials.factorial(n - 1) / Polynomials.power(x, n);
      return -Polynomials.sign(n) * leading + stirling(n + 1, x);
    }
    double fromRoot = (x - ROOT) - ROOT_LOW;
    if (!(Math.abs(fromRoot) < 0.3)) {
      return x == Double.POSITIVE_INFINITY ? x : Math.log(x) + stirling(1, x);
    }
    double sum = 0;
    for (int k = AT_ROOT.length - 1; k >= 0; k--) {
      sum = Math.fma(sum, fromRoot, AT_ROOT[k]);
    }
    return sum * fromRoot;
  }

  /** The {@code n}-th derivative of {@code log Gamma(x) - x log x + x}. */
  static double stirling(int n, double x) {
    if (!(x > 0)) {
      return x == 0 ? Polynomials.sign(n) * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double steps = 0;
    double y = x;
    while (y < 12 + 2 * n) {
      steps += step(n, y);
      y += 1;
    }
    double leading =
        n == 0
            ? Constants.HALF_LOG_TWO_PI - 0.5 * Math.log(y)
            : Polynomials.sign(n) * Polynomials.factorial(n - 1) / (2 * Polynomials.power(y, n));
    return steps + (leading + series(n, y));
  }

  /** The {@code n}-th derivative of {@code f(y) - f(y + 1)}. */
  private static double step(int n, double y) {
    if (n == 0) {
      return y < 1
          ? (y + 1) * (Math.log1p(y) - Math.log(y)) - 1
          : Math.fma(y + 1, Functions.log1pmx(1 / y), 1 / y);
    }
    if (n == 1) {
      return y < 1 ? Math.log1p(y) - Math.log(y) - 1 / y : Functions.log1pmx(1 / y);
    }
    int m = n - 2;
    double sum = 0;
    for (int j = 0; j <= m; j++) {
      sum += (j + 1) / (Polynomials.power(y, 2 + j) * Polynomials.power(y + 1, 1 + m - j));
    }
    return Polynomials.sign(m) * Polynomials.factorial(m) * sum;
  }

  /** The {@code n}-th derivative of {@code sum_k B(2k) / (2k (2k - 1) y^(2k - 1))}. */
  static double series(int n, double y) {
    double inverse = 1 / y;
    double square = inverse * inverse;
    double sum = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) {
      double derivatives = Polynomials.rising(2 * k - 1, n) / (2.0 * k * (2 * k - 1));
      sum = Math.fma(sum, square, BERNOULLI[k - 1] * derivatives);
    }
    return Polynomials.sign(n) * sum * Polynomials.power(inverse, n + 1);
  }
}
