package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;
import org.vae4j.core.Special;

/**
 * The von Mises distribution of an angle, density {@code exp(concentration cos(x - loc)) / (2 pi
 * I0(concentration))} for x within pi of the location.
 *
 * @param loc the mean direction in radians
 * @param concentration not negative; 0 is uniform
 * @param <A> the kind of array
 */
public record VonMises<A extends Algebra<A>>(A loc, A concentration) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public VonMises {
    Check.finite("von-mises", "loc", loc);
    Check.notNegative("von-mises", "concentration", concentration);
  }

  @Override
  public String family() {
    return "von-mises";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("loc", loc, "concentration", concentration);
  }

  @Override
  public Support support() {
    return Support.CIRCLE;
  }

  @Override
  public A logDensity(Point<A> x) {
    A angle = x.from(loc);
    A sine = angle.times(0.5).sin();
    A constant = concentration.special(Special.SCALED_LOG_BESSEL, 0).plus(Constants.LOG_TWO_PI);
    A inside = concentration.times(sine.square()).times(-2).minus(constant);
    A outside = angle.abs().greater(angle.number(Math.PI));
    return outside.where(angle.number(Double.NEGATIVE_INFINITY), inside);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A all = concentration.plus(loc.times(0));
    A angles = Draws.each(all, count, k -> Draws.vonMises(k, stream));
    return Point.near(Point.Chart.IDENTITY, loc, angles);
  }

  /** The mean direction. */
  @Override
  public A mean() {
    return loc;
  }

  /** The circular variance {@code 1 - I1/I0}. */
  @Override
  public A variance() {
    return concentration.special(Special.SCALED_LOG_BESSEL, 1).negate();
  }

  @Override
  public Optional<A> entropy() {
    A scaled = concentration.special(Special.SCALED_LOG_BESSEL, 0);
    return Optional.of(scaled.plus(concentration.times(variance())).plus(Constants.LOG_TWO_PI));
  }
}
