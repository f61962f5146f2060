package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;
import org.vae4j.core.Ratio;

/**
 * KL(q || laplace) for q of another family, in nats. With d the mean distance of q from p's
 * location, {@code shape} is the KL from the Laplace distribution of scale d there, and {@code
 * scale = r - 1 - log r} of {@code r = d / scaleP} takes that one to p.
 *
 * <p>Beyond p's location, p is half of a shifted exponential distribution: for a q that lives there
 * the divergence is that from the exponential one, {@code log 2}, and the shift.
 */
final class FromLaplace {
  private static final double LOG_2 = Math.log(2);

  private FromLaplace() {}

  private static <A extends Algebra<A>> KlTerms<A> sum(A shape, A distance, A scale) {
    return KlTerms.sum("shape", shape, "scale", Ratio.of(distance, scale).excess());
  }

  /** The mean distance is that of a folded normal distribution (Leone et al. 1961). */
  static <A extends Algebra<A>> KlTerms<A> normal(A mean, A sd, A loc, A scale) {
    A u = mean.minus(loc).abs().over(sd);
    A peak = u.square().times(-0.5).exp().times(Math.sqrt(2 / Math.PI));
    A distance = u.times(u.times(Math.sqrt(0.5)).erf()).plus(peak);
    A shape = distance.log().plus(LOG_2 + 0.5 - Constants.HALF_LOG_TWO_PI);
    return sum(shape, distance.times(sd), scale);
  }

  static <A extends Algebra<A>> KlTerms<A> uniform(A lo, A hi, A loc, A scale) {
    A below = loc.minus(lo);
    A above = hi.minus(loc);
    A width = hi.minus(lo);
    A inside = below.times(below.over(width)).plus(above.times(above.over(width))).times(0.5);
    A outside = below.minus(above).abs().times(0.5);
    A within = below.greater(below.number(0)).times(above.greater(above.number(0)));
    A distance = within.where(inside, outside);
    return sum(distance.over(width).log().plus(1 + LOG_2), distance, scale);
  }

  static <A extends Algebra<A>> KlTerms<A> exponential(A rate, A loc, A scale) {
    A u = rate.times(loc);
    A within = u.greater(u.number(0));
    A depth = within.where(u, u.number(0));
    A inside = depth.minus(1).plus(depth.negate().exp().times(2));
    A distance = within.where(inside, u.negate().plus(1));
    return sum(distance.log().plus(LOG_2), distance.over(rate), scale);
  }

  /** From the divergence of q, which lives beyond {@code away} from the location, from p there. */
  static <A extends Algebra<A>> KlTerms<A> beyond(KlTerms<A> exponential, A away, A scale) {
    A half = away.over(scale).plus(LOG_2);
    return KlTerms.sum("exponential", exponential.kl(), "beyond", half);
  }
}
