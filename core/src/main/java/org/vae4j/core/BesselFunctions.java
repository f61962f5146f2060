package org.vae4j.core;

/**
 * The logarithm of the modified Bessel function {@code I0} and its derivatives, for arguments that
 * are not negative.
 *
 * <p>{@code e^-x I0(x)} is the mean of {@code e^(-x c)} over the circle, {@code c = 1 - cos t}, so
 * the derivatives of its logarithm are, up to sign, the cumulants of c under those weights: central
 * moments, in which nothing cancels. Equally spaced points integrate a periodic function to
 * exponential accuracy: 96 of them to 1e-20 below {@link #LARGE}. Above, the asymptotic series.
 */
final class BesselFunctions {
  private static final double LARGE = 40;
  private static final int POINTS = 96;

  /** {@code c} and {@code cos t} at the points t of half a circle, and how often each counts. */
  private static final double[] C = new double[POINTS / 2 + 1];

  private static final double[] COSINE = new double[C.length];
  private static final double[] SHARE = new double[C.length];

  /** {@code log(sum_k a(k) / x^k) = sum_k LOG_SERIES[k] / x^k}. */
  private static final double[] LOG_SERIES = new double[22];

  static {
    for (int i = 0; i < C.length; i++) {
      double t = 2 * Math.PI * i / POINTS;
      C[i] = 2 * Math.sin(t / 2) * Math.sin(t / 2);
      COSINE[i] = Math.sin(Math.PI * (POINTS - 4 * i) / (2.0 * POINTS));
      SHARE[i] = (i == 0 || i == C.length - 1 ? 1.0 : 2.0) / POINTS;
    }
    double[] a = new double[LOG_SERIES.length];
    a[0] = 1;
    for (int k = 1; k < a.length; k++) {
      a[k] = a[k - 1] * (2 * k - 1) * (2 * k - 1) / (8.0 * k);
      double known = 0;
      for (int j = 1; j < k; j++) {
        known += j * LOG_SERIES[j] * a[k - j];
      }
      LOG_SERIES[k] = a[k] - known / k;
    }
  }

  private BesselFunctions() {}

  /** The derivative of {@code log I0(x)}. */
  static double logI0(int order, double x) {
    if (!(x >= 0)) {
      return Double.NaN;
    }
    if (order >= 2) {
      return scaledLogI0(order, x);
    }
    if (order == 1) {
      return x < 3 ? ratio(x) : 1 + scaledLogI0(1, x);
    }
    if (x > 3) {
      return x + scaledLogI0(0, x);
    }
    double square = x * x / 4;
    double sum = 0;
    for (int k = 20; k >= 1; k--) {
      sum = (1 + sum) * square / (k * k);
    }
    return Math.log1p(sum);
  }

  /** {@code I1(x) / I0(x)}, the mean cosine, by pairs of opposite points. */
  private static double ratio(double x) {
    double mass = SHARE[POINTS / 4];
    double mean = 0;
    for (int i = 0; i < POINTS / 4; i++) {
      mass += 2 * SHARE[i] * Math.cosh(x * COSINE[i]);
      mean += 2 * SHARE[i] * COSINE[i] * Math.sinh(x * COSINE[i]);
    }
    return mean / mass;
  }

  /** The derivative of {@code log I0(x) - x}. */
  static double scaledLogI0(int order, double x) {
    if (!(x >= 0)) {
      return Double.NaN;
    }
    if (x >= LARGE) {
      return asymptotic(order, x);
    }
    double excess = 0;
    double mass = 0;
    double mean = 0;
    for (int i = 0; i < C.length; i++) {
      double weight = SHARE[i] * Math.exp(-x * C[i]);
      excess += SHARE[i] * Math.expm1(-x * C[i]);
      mass += weight;
      mean += weight * C[i];
    }
    return switch (order) {
      case 0 -> x < 0.5 ? Math.log1p(excess) : Math.log(mass);
      case 1 -> -mean / mass;
      default -> Polynomials.sign(order) * cumulants(order, x, mean / mass, mass)[order];
    };
  }

  /** The cumulants of c, from its central moments. */
  private static double[] cumulants(int order, double x, double mean, double mass) {
    double[] moments = new double[order + 1];
    for (int i = 0; i < C.length; i++) {
      double weight = SHARE[i] * Math.exp(-x * C[i]) / mass;
      for (int k = 2; k <= order; k++) {
        moments[k] += weight * Polynomials.power(C[i] - mean, k);
      }
    }
    double[] cumulants = moments.clone();
    for (int n = 4; n <= order; n++) {
      double choose = 1;
      for (int j = 2; j <= n - 2; j++) {
        choose = choose * (n - j + 1) / (j - 1);
        cumulants[n] -= choose * cumulants[j] * moments[n - j];
      }
    }
    return cumulants;
  }

  private static double asymptotic(int order, double x) {
    double inverse = 1 / x;
    double sum = 0;
    for (int k = LOG_SERIES.length - 1; k >= 1; k--) {
      sum = Math.fma(sum, inverse, LOG_SERIES[k] * Polynomials.rising(k, order));
    }
    if (order == 0) {
      return -Constants.HALF_LOG_TWO_PI - 0.5 * Math.log(x) + sum * inverse;
    }
    double leading = 0.5 * Polynomials.factorial(order - 1);
    return Polynomials.sign(order)
        * Polynomials.power(inverse, order)
        * Math.fma(sum, inverse, leading);
  }
}
