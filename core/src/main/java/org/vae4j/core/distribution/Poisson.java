package org.vae4j.core.distribution;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;

/**
 * The Poisson distribution, mass {@code rate^k e^-rate / k!} of the counts k.
 *
 * @param rate the mean, not negative
 * @param <A> the kind of array
 */
public record Poisson<A extends Algebra<A>>(A rate) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Poisson {
    Check.notNegative("poisson", "rate", rate);
  }

  @Override
  public String family() {
    return "poisson";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("rate", rate);
  }

  @Override
  public Support support() {
    return Support.COUNTS;
  }

  /** By its distance from the mean, as Loader (2000) does: large rates lose no digits. */
  @Override
  public A logDensity(Point<A> x) {
    A k = x.x();
    A present = k.greater(k.number(0));
    A count = present.where(k, k.number(1));
    A fromMean = count.times(Ratio.of(rate, count).excess());
    A mass = fromMean.plus(count.log()).plus(count.special(Special.STIRLING, 0)).negate();
    A none = k.number(0).greater(k).where(k.number(Double.NEGATIVE_INFINITY), rate.negate());
    return present.where(mass, none);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    return Point.of(Draws.each(rate, count, r -> Draws.poisson(r, stream)));
  }

  @Override
  public A mean() {
    return rate;
  }

  @Override
  public A variance() {
    return rate;
  }
}
