package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.GaussLegendre;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;
import org.vae4j.core.distribution.Bernoulli;

/**
 * KL(q || p) between different families on intervals, in nats. Where p is known within an interval
 * that q does not leave, the divergence is that from p confined to it, and {@code mass}, minus the
 * log of the probability p gives to it. Where q leaves the support of p it is {@code +inf}.
 */
final class BoundedKl {
  private static final double TWO_PI = 2 * Math.PI;

  private BoundedKl() {}

  private static <A extends Algebra<A>> A sinhc(A h) {
    return h.special(Special.LOG_SINHC, 0);
  }

  /** {@code -log(1 - e^-x)} for positive x. */
  private static <A extends Algebra<A>> A minusLogMass(A x) {
    A small = x.number(0.7).greater(x);
    A near = small.where(x, x.number(1)).negate().expm1().negate().log();
    A far = small.where(x.number(1), x).negate().exp().negate().log1p();
    return small.where(near, far).negate();
  }

  /** Not between 0 and 1. */
  private static <A extends Algebra<A>> A outsideUnit(A lo, A hi) {
    return lo.number(0).greater(lo).max(hi.greater(hi.number(1)));
  }

  /** {@code -log(hi - lo)} of an interval within that of length 1. */
  private static <A extends Algebra<A>> A minusLogWidth(A lo, A hi) {
    A left = lo.plus(hi.negate().plus(1));
    return new Ratio<>(left.negate(), hi.minus(lo).log()).minusLog();
  }

  static <A extends Algebra<A>> KlTerms<A> betaFromUniform(A a, A b, A lo, A hi) {
    return fromWider(FamilyKl.beta(a, b, a.number(1), b.number(1)), lo, hi);
  }

  static <A extends Algebra<A>> KlTerms<A> tiltedFromUniform(A lambda, A lo, A hi) {
    return fromWider(FamilyKl.continuousBernoulli(lambda, lambda.number(0.5)), lo, hi);
  }

  private static <A extends Algebra<A>> KlTerms<A> fromWider(KlTerms<A> fromUnit, A lo, A hi) {
    A infinite = lo.greater(lo.number(0)).max(hi.number(1).greater(hi));
    A margin = hi.minus(1).minus(lo);
    A mass = infinite.where(margin.number(0), margin).log1p();
    return Infinite.where(infinite, KlTerms.sum("shape", fromUnit.kl(), "mass", mass));
  }

  static <A extends Algebra<A>> KlTerms<A> vonMisesFromUniform(A loc, A concentration, A lo, A hi) {
    A below = loc.minus(lo).minus(Math.PI);
    A above = hi.minus(loc).minus(Math.PI);
    A zero = below.number(0);
    A infinite = zero.greater(below).max(zero.greater(above));
    A margin = infinite.where(zero, below.plus(above));
    A shape = Bregman.bessel(concentration.times(0), concentration);
    A mass = margin.over(TWO_PI).log1p();
    return Infinite.where(infinite, KlTerms.sum("shape", shape, "mass", mass));
  }

  /** {@code E[1 - cos(x - loc)] = 2 sin^2(d/2) + cos d (1 - sin y / y)}, d from the middle. */
  static <A extends Algebra<A>> KlTerms<A> uniformFromVonMises(A lo, A hi, A loc, A concentration) {
    A from = lo.minus(loc);
    A to = hi.minus(loc);
    A infinite = from.abs().max(to.abs()).greater(from.number(Math.PI));
    A d = from.plus(to).times(0.5);
    A half = to.minus(from).times(0.5);
    A column = half.reshape(half.shape().append(1));
    A spread =
        GaussLegendre.integrate(half, t -> column.times(t).times(0.5).sin().square().times(2));
    A loss = d.times(0.5).sin().square().times(2).plus(d.cos().times(spread));
    A small = concentration.number(1).greater(concentration);
    A cosine = d.cos().times(half.sin().over(half));
    A weak = concentration.special(Special.LOG_BESSEL, 0).minus(concentration.times(cosine));
    A strong = concentration.special(Special.SCALED_LOG_BESSEL, 0).plus(concentration.times(loss));
    A narrow = half.times(2).minus(TWO_PI).over(TWO_PI);
    A width = new Ratio<>(narrow, half.over(Math.PI).log()).minusLog().relu();
    return Infinite.where(
        infinite, KlTerms.sum("width", width, "concentration", small.where(weak, strong)));
  }

  /** An exponential distribution confined to the unit interval is a continuous Bernoulli one. */
  static <A extends Algebra<A>> KlTerms<A> tiltedFromExponential(A lambda, A rate) {
    A h = Bernoulli.logit(lambda);
    A y = rate.negate();
    return KlTerms.sum("shape", Bregman.sinhc(y, h, y.minus(h)), "mass", minusLogMass(rate));
  }

  static <A extends Algebra<A>> KlTerms<A> uniformFromTilted(A lo, A hi, A lambda) {
    A infinite = outsideUnit(lo, hi);
    A from = infinite.where(lo.number(0), lo);
    A to = infinite.where(hi.number(1), hi);
    A h = Bernoulli.logit(lambda);
    A shift = to.minus(1).plus(from).times(0.5);
    A shape = sinhc(h).minus(h.times(shift));
    return Infinite.where(infinite, KlTerms.sum("width", minusLogWidth(from, to), "shape", shape));
  }

  /** A steep tilt is an exponential distribution confined to the interval, from the heavier end. */
  static <A extends Algebra<A>> KlTerms<A> betaFromTilted(A a, A b, A lambda) {
    A h = Bernoulli.logit(lambda);
    A steep = h.abs().greater(h.number(2));
    A up = h.greater(h.number(0));
    A rate = steep.where(h.abs(), h.number(2));
    A fromEnd = FromGamma.beta(up.where(b, a), up.where(a, b), rate.times(0).plus(1), rate).kl();
    A flat = steep.where(h.number(0), h);
    A fromFlat = FamilyKl.beta(a, b, a.number(1), b.number(1)).kl();
    A shift = a.minus(b).over(a.plus(b)).times(0.5);
    A shape = steep.where(fromEnd, fromFlat);
    A tilt = steep.where(minusLogMass(rate).negate(), sinhc(flat).minus(flat.times(shift)));
    return KlTerms.sum("shape", shape, "tilt", tilt);
  }

  static <A extends Algebra<A>> KlTerms<A> uniformFromBeta(A lo, A hi, A a, A b) {
    A infinite = outsideUnit(lo, hi);
    A from = infinite.where(lo.number(0), lo);
    A to = infinite.where(hi.number(1), hi);
    A half = a.number(0.5);
    A flat = half.greater(a.minus(1).abs()).times(half.greater(b.minus(1).abs()));
    A one = a.number(1);
    A apart = fromBeta(from, to, flat.where(one.times(2), a), flat.where(one.times(2), b));
    A near = fromFlatBeta(from, to, flat.where(a, one), flat.where(b, one));
    A kl = flat.where(near, apart);
    return Infinite.where(infinite, KlTerms.of("shape", kl));
  }

  /** By Loader's form (2000) of the beta density. */
  private static <A extends Algebra<A>> A fromBeta(A lo, A hi, A a, A b) {
    A total = a.plus(b);
    A middle = lo.plus(hi).times(0.5);
    A rest = lo.negate().plus(1).plus(hi.negate().plus(1)).times(0.5);
    A gap = FamilyKl.difference(middle, b, rest, a);
    A low = new Ratio<>(gap.over(a), middle.log().minus(a.over(total).log())).excess();
    A high = new Ratio<>(gap.negate().over(b), rest.log().minus(b.over(total).log())).excess();
    A spreadLow = LogRange.of(lo, hi).gap();
    A spreadHigh = LogRange.of(hi.negate().plus(1), lo.negate().plus(1)).gap();
    A remainder =
        a.special(Special.STIRLING, 0)
            .plus(b.special(Special.STIRLING, 0))
            .minus(total.special(Special.STIRLING, 0));
    A logs = middle.log().plus(rest.log()).minus(hi.minus(lo).log());
    return a.times(low)
        .plus(b.times(high))
        .plus(a.minus(1).times(spreadLow))
        .plus(b.minus(1).times(spreadHigh))
        .plus(remainder.plus(logs));
  }

  /** Near {@code beta(1, 1)}: from the whole interval, and what the missing ends change. */
  private static <A extends Algebra<A>> A fromFlatBeta(A lo, A hi, A a, A b) {
    A one = a.number(1);
    A whole = FamilyKl.beta(one, one, a, b).kl();
    A low = a.minus(1).times(missingLog(lo, hi, hi.log()));
    A high =
        b.minus(1).times(missingLog(hi.negate().plus(1), lo.negate().plus(1), lo.negate().log1p()));
    return whole.plus(minusLogWidth(lo, hi)).minus(low).minus(high);
  }

  /** {@code E[log x] + 1}, which is 0 over the whole interval. */
  private static <A extends Algebra<A>> A missingLog(A lo, A hi, A logHi) {
    A length = LogRange.length(lo.max(hi.times(1e-300)), hi);
    return logHi.plus(length.over(length.expm1()));
  }
}
