package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The gamma distribution, density {@code rate^shape x^(shape - 1) exp(-rate x) / Gamma(shape)}.
 *
 * @param shape positive
 * @param rate one over the scale, positive
 * @param <A> the kind of array
 */
public record Gamma<A extends Algebra<A>>(A shape, A rate) implements OnLogScale<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Gamma {
    Check.positive("gamma", "shape", shape);
    Check.positive("gamma", "rate", rate);
  }

  @Override
  public String family() {
    return "gamma";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("shape", shape, "rate", rate);
  }

  /** By its distance from the mean, as Loader (2000) does: large shapes lose no digits. */
  @Override
  public A logDensityOfLog(Point<A> x) {
    A fromMean = shape.times(x.over(mean()).excess());
    return fromMean.plus(shape.special(Special.STIRLING, 0)).negate();
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A standard = Draws.each(shape.plus(rate.times(0)), count, a -> Draws.logGamma(a, stream));
    return Point.ofLog(standard.minus(rate.log()));
  }

  @Override
  public A mean() {
    return shape.over(rate);
  }

  @Override
  public A variance() {
    return shape.over(rate).over(rate);
  }

  @Override
  public Optional<A> entropy() {
    A slope = shape.special(Special.STIRLING, 1).times(shape.negate().plus(1));
    A scale = shape.over(rate).log();
    return Optional.of(shape.special(Special.STIRLING, 0).plus(scale).plus(slope));
  }
}
