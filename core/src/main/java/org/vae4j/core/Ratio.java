package org.vae4j.core;

/**
 * A positive ratio {@code s} known twice, as {@code delta = s - 1} and as {@code log s}: the first
 * is exact near 1, the second near 0.
 *
 * <p>Each function below takes {@code log(1 + delta)} from delta down to -1/2 and the rest from log
 * s: with {@code below = -1/2 - delta} and {@code tail = -log 2s}, both 0 for s above 1/2, {@code
 * log(1 + delta) = log(1 + delta + below) - tail}. So nothing cancels at either end, and no
 * gradient is 0/0. One comparison decides for both, or they would disagree by a rounding at 1/2.
 *
 * @param delta {@code s - 1}
 * @param log {@code log s}
 * @param <A> the kind of array
 */
public record Ratio<A extends Algebra<A>>(A delta, A log) {
  private static final double LOG_2 = Math.log(2);

  /** The ratio {@code a / b} of two positive arrays. */
  public static <A extends Algebra<A>> Ratio<A> of(A a, A b) {
    return new Ratio<>(a.minus(b).over(b), a.log().minus(b.log()));
  }

  /** {@code s - 1 - log s}, at least 0. */
  public A excess() {
    A below = below();
    return tail().minus(below).minus(delta.plus(below).log1pmx());
  }

  /** {@code -log s}, exact near 1 as well. */
  public A minusLog() {
    return tail().minus(delta.plus(below()).log1p());
  }

  private A below() {
    return beyond(delta.plus(0.5).negate());
  }

  private A tail() {
    return beyond(log.plus(LOG_2).negate());
  }

  private A beyond(A excess) {
    return delta.number(-0.5).greater(delta).where(excess, excess.number(0));
  }
}
