package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;

/**
 * KL(q || gamma) and KL(q || inverse gamma) for q of another family, in nats. An exponential
 * distribution is a gamma one of shape 1; the reciprocal of an inverse gamma number is a gamma one.
 *
 * <p>With Loader's form of the density (2000) the part {@code mean = c (r - 1 - log r)}, r the
 * ratio of the means, stands apart, for p of shape c. In the rest log Gamma is written as Binet's
 * function m and its leading terms, which combine to {@code spread}, again some {@code s - 1 - log
 * s}: two nearly equal distributions of different families lose no digits to their large shapes.
 */
final class FromGamma {
  private FromGamma() {}

  private static <A extends Algebra<A>> A binet(A x, int order) {
    return Negentropy.binet(x, order);
  }

  /** {@code c (r - 1 - log r)} of the ratio r of the means. */
  private static <A extends Algebra<A>> A mean(A c, A delta, A log) {
    return c.times(new Ratio<>(delta, log).excess());
  }

  /** {@code log(a/b)} of positive arrays, exact near 1. */
  private static <A extends Algebra<A>> A log(A a, A b) {
    return Ratio.of(a, b).minusLog().negate();
  }

  static <A extends Algebra<A>> KlTerms<A> logNormal(A mu, A sigma, A shape, A rate) {
    A variance = sigma.square();
    A log = mu.plus(variance.times(0.5)).plus(log(rate, shape));
    A scaled = shape.times(variance);
    Ratio<A> ratio = new Ratio<>(scaled.minus(1), shape.log().plus(sigma.log().times(2)));
    A mean = mean(shape, growth(mu, variance, shape, rate, log), log);
    return KlTerms.sum("mean", mean, "spread", ratio.excess().times(0.5), "shape", binet(shape, 0));
  }

  /** {@code e^log - 1}, the ratio of the means less 1, where it is small from e^mu. */
  private static <A extends Algebra<A>> A growth(A mu, A variance, A shape, A rate, A log) {
    A close = mu.number(690).greater(mu.abs()).times(log.number(0.5).greater(log.abs()));
    A half = log.number(0.5);
    A near = close.times(mu.abs().greater(half)).times(half.greater(variance));
    A base = near.where(mu, mu.number(0)).exp();
    A rise = near.where(variance, variance.number(0)).times(0.5).expm1();
    A gap = FamilyKl.difference(base, rate, shape, shape.number(1));
    return near.where(gap.plus(base.times(rate).times(rise)).over(shape), log.expm1());
  }

  /** {@code -log(1 - 1/x) - 1/x + m'(x)}, about {@code 5/(12 x^2)}. */
  private static <A extends Algebra<A>> A reciprocalGap(A x) {
    return Negentropy.less(x, 1).excess().plus(binet(x, 1));
  }

  static <A extends Algebra<A>> KlTerms<A> inverseGamma(A shapeQ, A scaleQ, A shape, A rate) {
    A infinite = Infinite.unless(shapeQ.greater(shapeQ.number(1)));
    A a = infinite.where(shapeQ.number(2), shapeQ);
    A unit = a.minus(1).times(shape);
    A delta = FamilyKl.difference(scaleQ, rate, a.minus(1), shape).over(unit);
    A mean = mean(shape, delta, scaleQ.over(a.minus(1)).log().plus(log(rate, shape)));
    A spread = Ratio.of(shape, a).excess().times(0.5);
    A rest =
        shape
            .times(reciprocalGap(a))
            .plus(binet(shape, 0).minus(binet(a, 0)))
            .plus(a.times(binet(a, 1)));
    return Infinite.where(infinite, KlTerms.sum("mean", mean, "spread", spread, "shape", rest));
  }

  static <A extends Algebra<A>> KlTerms<A> uniform(A lo, A hi, A shape, A rate) {
    A infinite = lo.number(0).greater(lo);
    A from = infinite.where(lo.number(1), lo);
    A to = infinite.where(hi.number(2), hi);
    A middle = from.plus(to).times(0.5);
    A one = shape.number(1);
    A delta =
        FamilyKl.difference(from, rate, shape, one)
            .plus(FamilyKl.difference(to, rate, shape, one))
            .over(shape)
            .times(0.5);
    A mean = mean(shape, delta, middle.log().plus(log(rate, shape)));
    A spread = shape.minus(1).times(LogRange.of(from, to).gap());
    A rest = shape.special(Special.STIRLING, 0).plus(middle.over(to.minus(from)).log());
    return Infinite.where(infinite, KlTerms.sum("mean", mean, "spread", spread, "shape", rest));
  }

  static <A extends Algebra<A>> KlTerms<A> beta(A a, A b, A shape, A rate) {
    A total = a.plus(b);
    A delta = FamilyKl.difference(a, rate.minus(shape), b, shape).over(total.times(shape));
    A mean = mean(shape, delta, log(rate, shape).minus(b.over(a).log1p()));
    A gap = shape.minus(a);
    A rest =
        Bregman.binet(shape, a, gap)
            .plus(binet(total, 0).minus(binet(b, 0)))
            .plus(b.minus(1).times(binet(b, 1).minus(binet(total, 1))))
            .plus(gap.times(binet(total, 1)));
    return KlTerms.sum("mean", mean, "spread", betaSpread(a, b, shape), "shape", rest);
  }

  /** {@code (s - 1 - log s)/2 + a/(2 b (a + b))} of {@code s = c b / (a (a + b))}. */
  private static <A extends Algebra<A>> A betaSpread(A a, A b, A shape) {
    A total = a.plus(b);
    A delta = FamilyKl.difference(shape, b, a, total).over(a.times(total));
    A log = log(shape, a).minus(a.over(b).log1p());
    return new Ratio<>(delta, log).excess().plus(a.over(total).over(b)).times(0.5);
  }

  static <A extends Algebra<A>> KlTerms<A> inverseOfGamma(A shapeQ, A rateQ, A shape, A scale) {
    return inverseGamma(shapeQ, rateQ, shape, scale);
  }

  static <A extends Algebra<A>> KlTerms<A> inverseOfLogNormal(A mu, A sigma, A shape, A scale) {
    return logNormal(mu.negate(), sigma, shape, scale);
  }

  /**
   * With {@code l = log(hi/lo)}, the mean of {@code 1/x} is {@code l / (hi - lo)}: {@code e^excess}
   * times one over the middle.
   */
  static <A extends Algebra<A>> KlTerms<A> inverseOfUniform(A lo, A hi, A shape, A scale) {
    A infinite = Infinite.unless(lo.greater(lo.number(0)));
    A from = infinite.where(lo.number(1), lo);
    A to = infinite.where(hi.number(2), hi);
    A length = LogRange.length(from, to);
    A sinhc = length.special(Special.LOG_SINHC, 0);
    A excess = length.times(2).special(Special.LOG_SINHC, 0).minus(sinhc.times(2));
    A middle = from.plus(to).times(0.5);
    A one = shape.number(1);
    A fromMiddle =
        FamilyKl.difference(scale, one, shape, from)
            .plus(FamilyKl.difference(scale, one, shape, to))
            .over(shape)
            .over(middle)
            .times(0.5);
    A delta = fromMiddle.times(excess.exp()).plus(excess.expm1());
    A mean = mean(shape, delta, log(scale, shape).minus(middle.log()).plus(excess));
    A gap = length.times(length.special(Special.LOG_SINHC, 1)).minus(sinhc);
    A rest = shape.special(Special.STIRLING, 0).minus(length.log());
    A spread = shape.plus(1).times(gap);
    return Infinite.where(infinite, KlTerms.sum("mean", mean, "spread", spread, "shape", rest));
  }

  static <A extends Algebra<A>> KlTerms<A> inverseOfBeta(A aQ, A b, A shape, A scale) {
    A infinite = Infinite.unless(aQ.greater(aQ.number(1)));
    A a = infinite.where(aQ.number(2), aQ);
    A total = a.plus(b);
    A less = a.minus(1);
    A delta = FamilyKl.difference(scale, less.plus(b), shape, less).over(shape.times(less));
    A mean = mean(shape, delta, log(scale, shape).plus(b.over(less).log1p()));
    A rest =
        shape
            .times(reciprocalGap(a).minus(reciprocalGap(total)))
            .plus(binet(shape, 0))
            .minus(Negentropy.binet(a, b))
            .plus(a.times(binet(a, 1)))
            .plus(b.minus(1).times(binet(b, 1)))
            .minus(total.minus(1).times(binet(total, 1)));
    return Infinite.where(
        infinite, KlTerms.sum("mean", mean, "spread", betaSpread(a, b, shape), "shape", rest));
  }
}
