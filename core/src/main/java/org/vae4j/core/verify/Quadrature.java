package org.vae4j.core.verify;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Adaptive Gauss-Legendre quadrature over an interval. */
public final class Quadrature {
  private static final int PIECES = 64;

  private Quadrature() {}

  /**
   * The integral of {@code f} over {@code [lower, upper]} to an absolute {@code tolerance}. It
   * starts from 64 equal pieces; a feature narrower than a thousandth of the interval may be
   * missed. Throws {@code IllegalArgumentException} on bounds that are not finite and ordered,
   * {@code ArithmeticException} where {@code f} is not finite or the tolerance is out of reach.
   */
  public static Integral integrate(
      DoubleUnaryOperator f, double lower, double upper, double tolerance) {
    return new Adaptive(
            "quadrature",
            points -> Arrays.stream(points).mapToDouble(x -> f.applyAsDouble(x[0])).toArray(),
            PIECES)
        .integrate(new double[] {lower}, new double[] {upper}, tolerance);
  }
}
