package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;

/**
 * The uniform distribution between two ends.
 *
 * @param lo the lower end
 * @param hi the upper end, above the lower
 * @param <A> the kind of array
 */
public record Uniform<A extends Algebra<A>>(A lo, A hi) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on known ends that are not finite and ordered. */
  public Uniform {
    Check.finite("uniform", "lo", lo);
    Check.finite("uniform", "hi", hi);
    if (lo.elements().isPresent() && hi.elements().isPresent()) {
      for (double width : hi.minus(lo).elements().orElseThrow()) {
        Check.require(width > 0, () -> "uniform: hi must be > lo; got " + ends(lo, hi));
        Check.require(
            width < Double.POSITIVE_INFINITY,
            () -> "uniform: hi - lo must be finite; got " + ends(lo, hi));
      }
    }
  }

  private static String ends(Object lo, Object hi) {
    return "lo " + lo + " and hi " + hi;
  }

  @Override
  public String family() {
    return "uniform";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("lo", lo, "hi", hi);
  }

  @Override
  public Support support() {
    return Support.INTERVAL;
  }

  A width() {
    return hi.minus(lo);
  }

  @Override
  public A logDensity(Point<A> x) {
    A below = x.from(lo);
    A above = x.from(hi);
    A outside = below.number(0).greater(below).max(above.greater(above.number(0)));
    return outside.where(below.number(Double.NEGATIVE_INFINITY), width().log().negate());
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A u = Draws.uniforms(lo, Draws.of(count, width().shape()), stream);
    return Point.near(Point.Chart.IDENTITY, lo, width().times(u));
  }

  @Override
  public A mean() {
    return lo.times(0.5).plus(hi.times(0.5));
  }

  @Override
  public A variance() {
    return width().square().over(12);
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(width().log());
  }
}
