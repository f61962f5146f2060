package org.vae4j.core.divergence;

import org.vae4j.core.Algebra;

/**
 * How much wider q is than p along each axis, as {@code delta = s - 1} and {@code log s} of the
 * ratio {@code s = sd_q / sd_p}: the first is exact near 1, the second near 0.
 *
 * <p>Each function below takes {@code log(1 + delta)} from delta down to -1/2 and the rest from log
 * s: with {@code below = max(0, -1/2 - delta)} and {@code tail = max(0, -log 2s)}, both 0 for s
 * above 1/2, {@code log(1 + delta) = log(1 + delta + below) - tail}. So nothing cancels at either
 * end, and no gradient is 0/0.
 */
record Scale<A extends Algebra<A>>(A delta, A logRatio) {
  private static final double LOG_2 = Math.log(2);

  /** {@code s - 1 - log s}, at least 0. */
  A excess() {
    A below = below();
    return tail().minus(below).minus(delta.plus(below).log1pmx());
  }

  /** {@code -log s}. */
  A logDeterminant() {
    return tail().minus(delta.plus(below()).log1p());
  }

  private A below() {
    return delta.plus(0.5).negate().relu();
  }

  private A tail() {
    return logRatio.plus(LOG_2).negate().relu();
  }
}
