package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The inverse gamma distribution, that of one over a gamma variable: density {@code scale^shape
 * x^(-shape - 1) exp(-scale/x) / Gamma(shape)}.
 *
 * @param shape positive
 * @param scale positive
 * @param <A> the kind of array
 */
public record InverseGamma<A extends Algebra<A>>(A shape, A scale) implements OnLogScale<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public InverseGamma {
    Check.positive("inverse-gamma", "shape", shape);
    Check.positive("inverse-gamma", "scale", scale);
  }

  @Override
  public String family() {
    return "inverse-gamma";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("shape", shape, "scale", scale);
  }

  @Override
  public A logDensityOfLog(Point<A> x) {
    A fromMean = shape.times(x.under(scale.over(shape)).excess());
    return fromMean.plus(shape.special(Special.STIRLING, 0)).negate();
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A standard = Draws.each(shape.plus(scale.times(0)), count, a -> Draws.logGamma(a, stream));
    return Point.ofLog(scale.log().minus(standard));
  }

  @Override
  public A mean() {
    A exists = shape.greater(shape.number(1));
    return exists.where(finiteMean(), shape.number(Double.POSITIVE_INFINITY));
  }

  @Override
  public A variance() {
    A exists = shape.greater(shape.number(2));
    return exists.where(finiteVariance(), shape.number(Double.POSITIVE_INFINITY));
  }

  @Override
  public Optional<A> entropy() {
    A slope = shape.special(Special.STIRLING, 1).times(shape.plus(1));
    A log = scale.over(shape).log();
    return Optional.of(shape.special(Special.STIRLING, 0).plus(log).minus(slope));
  }

  private A finiteMean() {
    return scale.over(shape.minus(1));
  }

  private A finiteVariance() {
    return finiteMean().square().over(shape.minus(2));
  }
}
