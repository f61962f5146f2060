package org.vae4j.core;

import org.hipparchus.special.Erf;

/**
 * Scalar functions in float64 that keep full relative accuracy where the textbook form loses it.
 */
public final class Functions {
  /** {@code 1/3, 1/5, 1/7, ...}: the series of {@code atanh} after its first term. */
  private static final double[] ATANH = new double[28];

  static {
    for (int k = 0; k < ATANH.length; k++) {
      ATANH[k] = 1.0 / (2 * k + 3);
    }
  }

  /** {@code 1/2!, 1/3!, ..}: the series of {@code e^x} after its second term. */
  private static final double[] INVERSE_FACTORIAL = new double[18];

  static {
    double factorial = 1;
    for (int k = 0; k < INVERSE_FACTORIAL.length; k++) {
      factorial *= k + 2;
      INVERSE_FACTORIAL[k] = 1 / factorial;
    }
  }

  private Functions() {}

  /**
   * {@code log(1 + x) - x}, relative error at most 4e-16; {@code -inf} at -1 and at infinity, NaN
   * below -1.
   *
   * <p>Near 0, with {@code r = x / (2 + x)} and {@code y = r^2}, it is {@code r (2y (1/3 + y/5 +
   * y^2/7 + ..) - x)}, in which nothing cancels; the rounding error of {@code r} is carried along.
   */
  public static double log1pmx(double x) {
    if (!(x > -0.68 && x < 1)) {
      return x == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : Math.log1p(x) - x;
    }
    double divisor = 2 + x;
    double lost = x - (divisor - 2);
    double r = x / divisor;
    double rError = (Math.fma(-r, divisor, x) - r * lost) / divisor;
    double y = r * r;
    double series = 0;
    for (int k = Math.abs(x) < 0.1 ? 6 : ATANH.length - 1; k >= 0; k--) {
      series = Math.fma(series, y, ATANH[k]);
    }
    double factor = Math.fma(2 * y, series, -x);
    return Math.fma(r, factor, rError * factor);
  }

  /** {@code log(1 + e^x)}, without overflow for large x, {@code e^x} for small. */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** {@code 1 / (1 + e^-x)}, with full relative accuracy in both tails. */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /** {@code e^x - 1 - x}, relative error at most 4e-16; about {@code x^2/2} near 0. */
  public static double expm1mx(double x) {
    if (!(Math.abs(x) < 1)) {
      return x == Double.POSITIVE_INFINITY ? x : Math.expm1(x) - x;
    }
    double series = 0;
    for (int k = INVERSE_FACTORIAL.length - 1; k >= 0; k--) {
      series = Math.fma(series, x, INVERSE_FACTORIAL[k]);
    }
    return series * x * x;
  }

  /** {@code log(1 / (1 + e^-x))}, with full relative accuracy in both tails. */
  public static double logSigmoid(double x) {
    return -softplus(-x);
  }

  /**
   * The standard normal distribution function. Relative error at most 1e-15, growing as {@code x^2}
   * in the lower tail, down to 1e-300.
   */
  public static double normalCdf(double x) {
    return 0.5 * Erf.erfc(-x * Math.sqrt(0.5));
  }

  /** {@code 2 / sqrt(pi)} times the integral of {@code e^(-t^2)} from 0 to x. */
  public static double erf(double x) {
    return Erf.erf(x);
  }
}
