package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The logarithm of a number drawn uniformly between {@code lo} and {@code hi}, not negative: it is
 * distributed on an interval of length {@code l = log(hi/lo)} with a density that grows as {@code
 * e^y}, and its moments are slopes of {@code log(sinh(l/2) / (l/2))}, exact for narrow intervals.
 *
 * @param lo the lower end
 * @param hi the upper end
 * @param length {@code log(hi/lo)}, but at most 64: longer ones change no moment
 * @param <A> the kind of array
 */
record LogRange<A extends Algebra<A>>(A lo, A hi, A length) {
  private static final double LONGEST = 64;

  static <A extends Algebra<A>> LogRange<A> of(A lo, A hi) {
    A least = hi.times(Math.exp(-LONGEST));
    return new LogRange<>(lo, hi, length(lo.max(least), hi));
  }

  /** {@code log(hi/lo)} of positive numbers. */
  static <A extends Algebra<A>> A length(A lo, A hi) {
    A width = hi.minus(lo);
    A near = lo.greater(width);
    return near.where(near.where(width, lo).over(lo).log1p(), hi.log().minus(lo.log()));
  }

  private A sinhc(A x, int order) {
    return x.special(Special.LOG_SINHC, order);
  }

  /** The mean of {@code log x}. */
  A meanLog() {
    return hi.log().minus(length.times(sinhc(length, 1).negate().plus(0.5)));
  }

  /** The standard deviation of {@code log x}. */
  A logSd() {
    return length.times(sinhc(length, 2).sqrt());
  }

  /** The logarithm of the mean less the mean of the logarithm, at least 0. */
  A gap() {
    A rise = sinhc(length.times(2), 0).minus(sinhc(length, 0));
    return rise.minus(length.times(sinhc(length, 1)));
  }
}
