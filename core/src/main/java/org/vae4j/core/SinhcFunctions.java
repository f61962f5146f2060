package org.vae4j.core;

/**
 * {@code log(sinh(x/2) / (x/2))} and its derivatives: the cumulants of a number drawn uniformly
 * from an interval of length 1 and tilted by {@code e^(x u)}.
 */
final class SinhcFunctions {
  private static final double NEAR = 3;

  /** {@code 2 zeta(2k) / (2 pi)^2k} with alternating sign: {@code B(2k) / (2k)!}, k from 1. */
  private static final double[] BERNOULLI = new double[32];

  static {
    for (int k = 1; k <= BERNOULLI.length; k++) {
      double zeta = zeta(2 * k);
      BERNOULLI[k - 1] = -Polynomials.sign(k) * 2 * zeta / Polynomials.power(2 * Math.PI, 2 * k);
    }
  }

  private SinhcFunctions() {}

  private static double zeta(int s) {
    switch (s) {
      case 2:
        return Math.PI * Math.PI / 6;
      case 4:
        return Polynomials.power(Math.PI, 4) / 90;
      case 6:
        return Polynomials.power(Math.PI, 6) / 945;
      default:
        double sum = 0;
        for (int n = 300; n >= 1; n--) {
          sum += 1 / Polynomials.power(n, s);
        }
        return sum;
    }
  }

  static double logSinhc(int order, double x) {
    double size = Math.abs(x);
    double value = size < NEAR ? near(order, size) : far(order, size);
    return x < 0 ? Polynomials.sign(order) * value : value;
  }

  /** {@code sum_k B(2k) x^(2k - n) (2k - 1)! / ((2k)! (2k - n)!)}. */
  private static double near(int n, double x) {
    double square = x * x;
    double sum = 0;
    int first = Math.max(1, (n + 1) / 2);
    for (int k = BERNOULLI.length; k >= first; k--) {
      double derivatives = n == 0 ? 1.0 / (2 * k) : Polynomials.rising(2.0 * k - n + 1, n - 1);
      sum = Math.fma(sum, square, BERNOULLI[k - 1] * derivatives);
    }
    return sum * Polynomials.power(x, 2 * first - n);
  }

  /** With {@code b = 1 / (e^x - 1)}, the first derivative is {@code 1/2 + b - 1/x}. */
  private static double far(int n, double x) {
    if (n == 0) {
      return x == Double.POSITIVE_INFINITY ? x : 0.5 * x + Math.log1p(-Math.exp(-x)) - Math.log(x);
    }
    double inverse = Polynomials.sign(n) * Polynomials.factorial(n - 1) / Polynomials.power(x, n);
    return (n == 1 ? 0.5 + inverse : inverse) + tail(n - 1, 1 / Math.expm1(x));
  }

  /** The {@code m}-th derivative of b as a polynomial in b, from {@code b' = -b (1 + b)}. */
  private static double tail(int m, double b) {
    double[] coefficients = new double[m + 2];
    coefficients[1] = 1;
    for (int step = 0; step < m; step++) {
      double[] next = new double[m + 2];
      for (int j = 1; j <= step + 1; j++) {
        next[j] -= j * coefficients[j];
        next[j + 1] -= j * coefficients[j];
      }
      coefficients = next;
    }
    double sum = 0;
    for (int j = m + 1; j >= 1; j--) {
      sum = (sum + coefficients[j]) * b;
    }
    return sum;
  }
}
