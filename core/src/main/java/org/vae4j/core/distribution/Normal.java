package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;

/**
 * The normal distribution, density {@code exp(-((x - mean)/sd)^2 / 2) / (sd sqrt(2 pi))}.
 *
 * @param mean any number
 * @param sd the standard deviation, positive
 * @param <A> the kind of array
 */
public record Normal<A extends Algebra<A>>(A mean, A sd) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Normal {
    Check.finite("normal", "mean", mean);
    Check.positive("normal", "sd", sd);
  }

  @Override
  public String family() {
    return "normal";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("mean", mean, "sd", sd);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public A logDensity(Point<A> x) {
    A z = x.from(mean).over(sd);
    return z.square().times(-0.5).minus(sd.log().plus(Constants.HALF_LOG_TWO_PI));
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A noise = Draws.normals(mean, Draws.of(count, mean.shape().broadcast(sd.shape())), stream);
    return Point.near(Point.Chart.IDENTITY, mean, sd.times(noise));
  }

  @Override
  public A variance() {
    return sd.square();
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(sd.log().plus(Constants.HALF_LOG_TWO_PI + 0.5));
  }
}
