package org.vae4j.core;

/**
 * The special functions of the catalogue, each with its derivatives of every order, so that the set
 * is closed under differentiation. Arguments are positive (any sign for {@link #LOG_SINHC}); others
 * give NaN.
 *
 * <p>All but {@link #LOG_GAMMA} are log-partition functions of exponential families, less the part
 * that large arguments would drown them in.
 */
public enum Special {
  /** {@code log Gamma(x)}; its derivatives are the polygamma functions. */
  LOG_GAMMA(
      (order, x) ->
          order == 0 ? GammaFunctions.logGamma(x) : GammaFunctions.polygamma(order - 1, x)),

  /**
   * {@code log Gamma(x) - x log x + x}, what Stirling's leading terms leave: about {@code log(2 pi
   * / x) / 2}, convex, all derivatives without cancellation.
   */
  STIRLING(GammaFunctions::stirling),

  /**
   * Binet's function {@code log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2}, what the whole of
   * Stirling's formula leaves: about {@code 1/(12 x)}, completely monotone.
   */
  BINET(BinetFunctions::binet),

  /** {@code log I0(x)} of the modified Bessel function; its derivative is {@code I1(x)/I0(x)}. */
  LOG_BESSEL(BesselFunctions::logI0),

  /** {@code log I0(x) - x}: about {@code -log(2 pi x) / 2} for large x. */
  SCALED_LOG_BESSEL(BesselFunctions::scaledLogI0),

  /** {@code log(sinh(x/2) / (x/2))}: about {@code x^2/24} near 0, {@code |x|/2 - log|x|} far. */
  LOG_SINHC(SinhcFunctions::logSinhc);

  private final Form form;

  Special(Form form) {
    this.form = form;
  }

  /**
   * The derivative of this {@code order} at x; order 0 is the function. Relative error a few 1e-16
   * up to order 2 (absolute where the function crosses 0), slowly more beyond.
   */
  public double derivative(int order, double x) {
    if (!(order >= 0)) {
      throw new IllegalArgumentException(name() + ": order must be >= 0; got " + order);
    }
    return form.of(order, x);
  }

  private interface Form {
    double of(int order, double x);
  }
}
