package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;

/**
 * The exponential distribution, density {@code rate exp(-rate x)}.
 *
 * @param rate one over the mean, positive
 * @param <A> the kind of array
 */
public record Exponential<A extends Algebra<A>>(A rate) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Exponential {
    Check.positive("exponential", "rate", rate);
  }

  @Override
  public String family() {
    return "exponential";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("rate", rate);
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  /** This as the gamma distribution of shape 1. */
  public Gamma<A> asGamma() {
    return new Gamma<>(rate.times(0).plus(1), rate);
  }

  @Override
  public A logDensity(Point<A> x) {
    A value = x.x();
    A inside = rate.log().minus(rate.times(value));
    A negative = value.number(0).greater(value);
    return negative.where(value.number(Double.NEGATIVE_INFINITY), inside);
  }

  @Override
  public A logDensityOfCoordinate(Point<A> x) {
    return asGamma().logDensityOfCoordinate(x);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A standard = Draws.fill(rate, Draws.of(count, rate.shape()), stream::nextExponential);
    return Point.ofLog(standard.log().minus(rate.log()));
  }

  @Override
  public A mean() {
    return rate.reciprocal();
  }

  @Override
  public A variance() {
    return rate.reciprocal().square();
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(rate.log().negate().plus(1));
  }
}
