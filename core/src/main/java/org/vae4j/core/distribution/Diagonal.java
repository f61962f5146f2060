package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;

/**
 * Independent normal distributions along the last axis: a Gaussian of diagonal covariance.
 *
 * @param mean {@code [.., D]}
 * @param sd the standard deviations, {@code [.., D]}, positive
 * @param <A> the kind of array
 */
public record Diagonal<A extends Algebra<A>>(A mean, A sd) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on known parameters outside their domain. */
  public Diagonal {
    int d = Check.length("diagonal", "mean", mean, 1);
    Check.require(
        Check.length("diagonal", "sd", sd, 1) == d,
        () -> "diagonal: mean and sd must have one length; got mean " + mean + " and sd " + sd);
    Check.finite("diagonal", "mean", mean);
    Check.positive("diagonal", "sd", sd);
  }

  /** The distribution of each coordinate. */
  private Normal<A> each() {
    return new Normal<>(mean, sd);
  }

  @Override
  public String family() {
    return "diagonal";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("mean", mean, "sd", sd);
  }

  @Override
  public Support support() {
    return Support.REAL_SPACE;
  }

  @Override
  public int dimension() {
    return mean.shape().dim(-1);
  }

  @Override
  public A logDensity(Point<A> x) {
    return each().logDensity(x).sum(-1);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    return each().draw(stream, count);
  }

  @Override
  public A variance() {
    return each().variance();
  }

  @Override
  public Optional<A> entropy() {
    return each().entropy().map(nats -> nats.sum(-1));
  }
}
