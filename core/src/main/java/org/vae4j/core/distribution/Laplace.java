package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;

/**
 * The Laplace distribution, density {@code exp(-|x - loc| / scale) / (2 scale)}.
 *
 * @param loc the mean and median
 * @param scale the mean distance from it, positive
 * @param <A> the kind of array
 */
public record Laplace<A extends Algebra<A>>(A loc, A scale) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Laplace {
    Check.finite("laplace", "loc", loc);
    Check.positive("laplace", "scale", scale);
  }

  @Override
  public String family() {
    return "laplace";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("loc", loc, "scale", scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public A logDensity(Point<A> x) {
    return x.from(loc).abs().over(scale).plus(scale.times(2).log()).negate();
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A noise =
        Draws.fill(
            loc,
            Draws.of(count, loc.shape().broadcast(scale.shape())),
            () -> stream.nextBoolean() ? stream.nextExponential() : -stream.nextExponential());
    return Point.near(Point.Chart.IDENTITY, loc, scale.times(noise));
  }

  @Override
  public A mean() {
    return loc;
  }

  @Override
  public A variance() {
    return scale.square().times(2);
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(scale.times(2).log().plus(1));
  }
}
