package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;

/**
 * The log-normal distribution, that of {@code e^y} for a normal y.
 *
 * @param mu the mean of the logarithm
 * @param sigma the standard deviation of the logarithm, positive
 * @param <A> the kind of array
 */
public record LogNormal<A extends Algebra<A>>(A mu, A sigma) implements OnLogScale<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public LogNormal {
    Check.finite("log-normal", "mu", mu);
    Check.positive("log-normal", "sigma", sigma);
  }

  @Override
  public String family() {
    return "log-normal";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("mu", mu, "sigma", sigma);
  }

  @Override
  public A logDensityOfLog(Point<A> x) {
    A z = x.logFrom(mu).over(sigma);
    return z.square().times(-0.5).minus(sigma.log().plus(Constants.HALF_LOG_TWO_PI));
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A noise = Draws.normals(mu, Draws.of(count, mu.shape().broadcast(sigma.shape())), stream);
    return Point.near(Point.Chart.LOG, mu, sigma.times(noise));
  }

  @Override
  public A mean() {
    return mu.plus(sigma.square().times(0.5)).exp();
  }

  @Override
  public A variance() {
    return mean().square().times(sigma.square().expm1());
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(mu.plus(sigma.log()).plus(Constants.HALF_LOG_TWO_PI + 0.5));
  }
}
