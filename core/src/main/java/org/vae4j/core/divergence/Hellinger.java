package org.vae4j.core.divergence;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;

/**
 * The squared Hellinger distance {@code H^2 = 1/2 int (sqrt q - sqrt p)^2 = 1 - int sqrt(q p)}, in
 * [0, 1]; its root H is a metric. Hellinger (1909), with the factor 1/2 that makes 1 the largest.
 */
public final class Hellinger {
  private Hellinger() {}

  /** The squared distance in closed form, {@code [..]}, batched; empty where there is none. */
  public static <A extends Algebra<A>> Optional<A> squared(Distribution<A> q, Distribution<A> p) {
    return Bhattacharyya.closed(q, p).map(Hellinger::fromBhattacharyya);
  }

  /** {@code 1 - e^-x} of a Bhattacharyya distance x, exact for small ones. */
  static <A extends Algebra<A>> A fromBhattacharyya(A distance) {
    return distance.negate().expm1().negate();
  }

  /** The squared distance by its closed form, else by series, quadrature or draws. */
  public static Estimate<Doubles> squaredOf(Distribution<Doubles> q, Distribution<Doubles> p) {
    return square(Bhattacharyya.of(q, p));
  }

  /** As {@link #squaredOf(Distribution, Distribution)}, with {@code count} draws. */
  public static Estimate<Doubles> squaredOf(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    return square(Bhattacharyya.of(q, p, stream, count));
  }

  /** The distance H itself. */
  public static Estimate<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return Divergences.map(
        squaredOf(q, p), x -> x.max(x.number(0)).sqrt(), x -> x.sqrt().reciprocal().times(0.5));
  }

  private static Estimate<Doubles> square(Estimate<Doubles> distance) {
    return Divergences.map(distance, Hellinger::fromBhattacharyya, Bhattacharyya::coefficient);
  }
}
