package org.vae4j.core.divergence.sample;

import org.vae4j.core.Algebra;

/**
 * A value found by an optimisation, which differentiates as another expression does: at an optimum
 * the gradient is that of the objective with what was optimised held fixed (envelope theorem).
 */
final class Envelope {
  private Envelope() {}

  /** {@code value}, with the gradients of {@code slope}. */
  static <A extends Algebra<A>> A of(A value, A slope) {
    return value.stopGradient().plus(slope.minus(slope.stopGradient()));
  }
}
