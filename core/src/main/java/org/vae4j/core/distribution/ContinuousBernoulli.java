package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The continuous Bernoulli distribution, density proportional to {@code lambda^x (1 - lambda)^(1 -
 * x)} between 0 and 1. Loaiza-Ganem and Cunningham (2019), arXiv:1907.06845.
 *
 * <p>With the logit h of lambda it is {@code e^(h (x - 1/2)) (h/2) / sinh(h/2)}, which is smooth at
 * lambda = 1/2, where the usual normalising constant is 0/0.
 *
 * @param lambda between 0 and 1, both excluded
 * @param <A> the kind of array
 */
public record ContinuousBernoulli<A extends Algebra<A>>(A lambda) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public ContinuousBernoulli {
    Check.insideUnit("continuous-bernoulli", "lambda", lambda);
  }

  @Override
  public String family() {
    return "continuous-bernoulli";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("lambda", lambda);
  }

  @Override
  public Support support() {
    return Support.UNIT;
  }

  A logit() {
    return Bernoulli.logit(lambda);
  }

  private A sinhc(int order) {
    return logit().special(Special.LOG_SINHC, order);
  }

  @Override
  public A logDensity(Point<A> x) {
    A value = x.x();
    A inside = logit().times(value.minus(0.5)).minus(sinhc(0));
    A outside = value.number(0).greater(value).max(value.greater(value.number(1)));
    return outside.where(value.number(Double.NEGATIVE_INFINITY), inside);
  }

  /** By the inverse of the distribution function, from the end where there is more mass. */
  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    return Point.of(
        Draws.each(
            logit(),
            count,
            h -> {
              double u = Draws.uniform(stream);
              double size = Math.abs(h);
              double fromEnd = size < 1e-12 ? u : -Math.log1p(u * Math.expm1(-size)) / size;
              return h > 0 ? 1 - fromEnd : fromEnd;
            }));
  }

  @Override
  public A mean() {
    return sinhc(1).plus(0.5);
  }

  @Override
  public A variance() {
    return sinhc(2);
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(sinhc(0).minus(logit().times(sinhc(1))));
  }
}
