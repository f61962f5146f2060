package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The beta distribution, density {@code x^(a - 1) (1 - x)^(b - 1) / B(a, b)}.
 *
 * @param a positive
 * @param b positive
 * @param <A> the kind of array
 */
public record Beta<A extends Algebra<A>>(A a, A b) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Beta {
    Check.positive("beta", "a", a);
    Check.positive("beta", "b", b);
  }

  @Override
  public String family() {
    return "beta";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("a", a, "b", b);
  }

  @Override
  public Support support() {
    return Support.UNIT;
  }

  /** By its distance from the mean, as Loader (2000) does: large shapes lose no digits. */
  @Override
  public A logDensity(Point<A> x) {
    return x.ifInUnit(this::inside);
  }

  private A inside(Point<A> x) {
    return ofLogit(x).minus(x.log().plus(x.logComplement()));
  }

  @Override
  public A logDensityOfCoordinate(Point<A> x) {
    return x.chart() == Point.Chart.LOGIT
        ? ofLogit(x)
        : Distribution.super.logDensityOfCoordinate(x);
  }

  private A ofLogit(Point<A> x) {
    A total = a.plus(b);
    A low = a.times(x.over(a.over(total)).excess());
    A high = b.times(x.complement().over(b.over(total)).excess());
    return low.plus(high).plus(remainder()).negate();
  }

  /** {@code log B(a, b)} less its leading terms. */
  private A remainder() {
    return stirling(a, 0).plus(stirling(b, 0)).minus(stirling(a.plus(b), 0));
  }

  private A stirling(A x, int order) {
    return x.special(Special.STIRLING, order);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A up = Draws.each(a.plus(b.times(0)), count, s -> Draws.logGamma(s, stream));
    A down = Draws.each(b.plus(a.times(0)), count, s -> Draws.logGamma(s, stream));
    return Point.ofLogit(up.minus(down));
  }

  @Override
  public A mean() {
    return a.over(a.plus(b));
  }

  @Override
  public A variance() {
    A total = a.plus(b);
    return mean().times(b.over(total)).over(total.plus(1));
  }

  @Override
  public Optional<A> entropy() {
    A total = a.plus(b);
    A scale = a.log().plus(b.log()).minus(total.log().times(2));
    A slopes =
        stirling(a, 1)
            .times(a.minus(1))
            .plus(stirling(b, 1).times(b.minus(1)))
            .minus(stirling(total, 1).times(total.minus(2)));
    return Optional.of(scale.plus(remainder()).minus(slopes));
  }
}
