package org.vae4j.core.divergence.closed;

import java.util.function.UnaryOperator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;
import org.vae4j.core.distribution.Bernoulli;

/**
 * KL(q || normal) and KL(q || log-normal) for q of another family, in nats.
 *
 * <p>The log density of a normal distribution is quadratic, so the divergence is the sum of three
 * parts that are never negative: {@code shape}, the KL from the normal distribution with q's own
 * moments ({@link Negentropy}), and {@code mean} and {@code spread}, which take that one to p. The
 * same goes for log-normal distributions and moments of {@code log x}. Where q has no variance the
 * divergence is {@code +inf}.
 */
final class FromNormal {
  private static final double SQRT_12 = Math.sqrt(12);

  private FromNormal() {}

  static <A extends Algebra<A>> KlTerms<A> uniform(A lo, A hi, A mean, A sd) {
    A gap = lo.minus(mean).plus(hi.minus(mean)).times(0.5);
    return sum(lo.number(Negentropy.UNIFORM), gap, hi.minus(lo).over(SQRT_12), sd);
  }

  static <A extends Algebra<A>> KlTerms<A> laplace(A loc, A scale, A mean, A sd) {
    A deviation = scale.times(Math.sqrt(2));
    return sum(loc.number(Negentropy.LAPLACE), loc.minus(mean), deviation, sd);
  }

  static <A extends Algebra<A>> KlTerms<A> gamma(A shape, A rate, A mean, A sd) {
    A gap = FamilyKl.difference(shape, shape.number(1), mean, rate).over(rate);
    return sum(Negentropy.gamma(shape), gap, shape.sqrt().over(rate), sd);
  }

  static <A extends Algebra<A>> KlTerms<A> inverseGamma(A shape, A scale, A mean, A sd) {
    A infinite = Infinite.unless(shape.greater(shape.number(2)));
    A a = infinite.where(shape.number(3), shape);
    A gap = FamilyKl.difference(scale, a.number(1), mean, a.minus(1)).over(a.minus(1));
    A deviation = scale.over(a.minus(1)).over(a.minus(2).sqrt());
    return Infinite.where(infinite, sum(Negentropy.inverseGamma(a), gap, deviation, sd));
  }

  static <A extends Algebra<A>> KlTerms<A> studentT(A df, A loc, A scale, A mean, A sd) {
    A infinite = Infinite.unless(df.greater(df.number(2)));
    A nu = infinite.where(df.number(3), df);
    A deviation = scale.times(nu.over(nu.minus(2)).sqrt());
    return Infinite.where(infinite, sum(Negentropy.studentT(nu), loc.minus(mean), deviation, sd));
  }

  /** The deviation by its logarithm, as moments of a log-normal distribution overflow early. */
  static <A extends Algebra<A>> KlTerms<A> logNormal(A mu, A sigma, A mean, A sd) {
    A logDeviation = Negentropy.logNormal(sigma).plus(mu).plus(sigma.log());
    A logRatio = logDeviation.minus(sd.log());
    Ratio<A> ratio = new Ratio<>(logRatio.expm1(), logRatio);
    return sum(Negentropy.logNormal(sigma), gapOfLogNormal(mu, sigma, mean).over(sd), ratio);
  }

  /** {@code e^(mu + sigma^2/2) - mean}: for a small sigma from e^mu, for a small mu from 1. */
  private static <A extends Algebra<A>> A gapOfLogNormal(A mu, A sigma, A mean) {
    A growth = sigma.square().times(0.5);
    A one = mu.number(1);
    A close = one.greater(growth).times(mu.number(690).greater(mu.abs()));
    A small = one.greater(mu.abs());
    A fromOne = small.where(mu, mu.number(0)).expm1().minus(mean.minus(1));
    A base = close.where(mu, mu.number(0)).exp();
    A rise = base.times(close.where(growth, growth.number(0)).expm1());
    A near = small.where(fromOne, base.minus(mean)).plus(rise);
    A far = close.where(mu.number(0), mu.plus(growth)).exp().minus(mean);
    return close.where(near, far);
  }

  static <A extends Algebra<A>> KlTerms<A> beta(A a, A b, A mean, A sd) {
    A total = a.plus(b);
    A gap = FamilyKl.difference(a, mean.negate().plus(1), b, mean).over(total);
    A deviation = a.over(total).times(b.over(total)).over(total.plus(1)).sqrt();
    return sum(Negentropy.beta(a, b), gap, deviation, sd);
  }

  static <A extends Algebra<A>> KlTerms<A> continuousBernoulli(A lambda, A mean, A sd) {
    A h = Bernoulli.logit(lambda);
    A gap = mean.negate().plus(0.5).plus(h.special(Special.LOG_SINHC, 1));
    A deviation = h.special(Special.LOG_SINHC, 2).sqrt();
    return sum(Negentropy.tilted(h), gap, deviation, sd);
  }

  static <A extends Algebra<A>> KlTerms<A> logOfGamma(A shape, A rate, A mu, A sigma) {
    A gap = logGap(shape, rate, mu).plus(shape.special(Special.STIRLING, 1));
    return sum(Negentropy.logGamma(shape), gap, shape.trigamma().sqrt(), sigma);
  }

  static <A extends Algebra<A>> KlTerms<A> logOfInverseGamma(A shape, A scale, A mu, A sigma) {
    A gap = logGap(scale, shape, mu).minus(shape.special(Special.STIRLING, 1));
    return sum(Negentropy.logGamma(shape), gap, shape.trigamma().sqrt(), sigma);
  }

  /** {@code log(x/unit) - mu}. */
  private static <A extends Algebra<A>> A logGap(A x, A unit, A mu) {
    A apart = Ratio.of(x, unit).minusLog().negate().minus(mu);
    A one = x.number(1);
    return refined(apart, mu, base -> FamilyKl.difference(x, one, unit, base).over(unit));
  }

  /**
   * The gap between a logarithm and mu where it is small: of large logarithms too many digits are
   * rounded off, so it comes from {@code x - e^mu}, by {@code fromBase} a function of e^mu.
   */
  private static <A extends Algebra<A>> A refined(A apart, A mu, UnaryOperator<A> fromBase) {
    A size = mu.abs();
    A half = mu.number(0.5);
    A near =
        size.greater(half).times(mu.number(690).greater(size)).times(half.greater(apart.abs()));
    A base = near.where(mu, mu.number(0)).exp();
    A delta = fromBase.apply(base).over(base);
    return near.where(near.where(delta, delta.number(0)).log1p(), apart);
  }

  /** The logarithm is distributed on an interval of length {@code log(hi/lo)}, tilted by that. */
  static <A extends Algebra<A>> KlTerms<A> logOfUniform(A lo, A hi, A mu, A sigma) {
    A infinite = lo.number(0).greater(lo);
    LogRange<A> range =
        LogRange.of(infinite.where(lo.number(1), lo), infinite.where(hi.number(2), hi));
    A apart = range.meanLog().plus(range.gap()).minus(mu);
    A gap =
        refined(apart, mu, base -> range.lo().minus(base).plus(range.hi().minus(base)).times(0.5))
            .minus(range.gap());
    return Infinite.where(
        infinite, sum(Negentropy.tilted(range.length()), gap, range.logSd(), sigma));
  }

  /** With {@code variance = b/(a total) (1 + excess)} of {@code log x}. */
  static <A extends Algebra<A>> KlTerms<A> logOfBeta(A a, A b, A mu, A sigma) {
    A total = a.plus(b);
    A slope = a.special(Special.STIRLING, 1).minus(total.special(Special.STIRLING, 1));
    A gap = logGap(a, total, mu).plus(slope);
    A curvature = Negentropy.binet(a, 2).minus(Negentropy.binet(total, 2));
    A excess =
        a.reciprocal()
            .plus(total.reciprocal())
            .times(0.5)
            .plus(total.over(b).times(a).times(curvature));
    A variance = b.over(total).over(a).times(excess.plus(1));
    A slopes =
        a.times(Negentropy.binet(a, 1))
            .plus(b.minus(1).times(Negentropy.binet(b, 1)))
            .minus(total.minus(1).times(Negentropy.binet(total, 1)));
    A shape =
        excess
            .log1p()
            .times(0.5)
            .plus(a.over(total).over(b).times(0.5))
            .plus(slopes)
            .minus(Negentropy.binet(a, b));
    return sum(shape, gap, variance.sqrt(), sigma);
  }

  private static <A extends Algebra<A>> KlTerms<A> sum(A shape, A gap, A deviation, A sd) {
    return sum(shape, gap.over(sd), Ratio.of(deviation, sd));
  }

  private static <A extends Algebra<A>> KlTerms<A> sum(A shape, A gap, Ratio<A> ratio) {
    A spread = ratio.delta().square().times(0.5).plus(ratio.excess());
    return KlTerms.sum("shape", shape, "mean", gap.square().times(0.5), "spread", spread);
  }
}
