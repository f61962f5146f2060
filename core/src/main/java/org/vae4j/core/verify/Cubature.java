package org.vae4j.core.verify;

import java.util.function.Function;

/** Adaptive Gauss-Legendre cubature over a rectangle, for integrands that evaluate in batches. */
public final class Cubature {
  private static final int PIECES = 32;

  private Cubature() {}

  /**
   * The integral of {@code f}, points {@code [N][2]} to values {@code [N]}, over the rectangle
   * between the corners {@code lower} and {@code upper} to an absolute {@code tolerance}. It starts
   * from 32 x 32 cells; a feature narrower than 1/500 of a side may be missed. Throws {@code
   * IllegalArgumentException} on corners that are not finite and ordered, {@code
   * ArithmeticException} where {@code f} is not finite or the tolerance is out of reach.
   */
  public static Integral integrate(
      Function<double[][], double[]> f, double[] lower, double[] upper, double tolerance) {
    if (!(lower.length == 2 && upper.length == 2)) {
      throw new IllegalArgumentException(
          "cubature: corners must have 2 coordinates; got "
              + lower.length
              + " and "
              + upper.length);
    }
    return new Adaptive("cubature", f, PIECES).integrate(lower, upper, tolerance);
  }
}
