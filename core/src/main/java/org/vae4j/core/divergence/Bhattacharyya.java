package org.vae4j.core.divergence;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;

/**
 * The Bhattacharyya coefficient {@code BC = int sqrt(q p)}, in [0, 1], and the distance {@code -log
 * BC}, in nats: half the Renyi divergence of order 1/2, symmetric, not a metric. Bhattacharyya
 * (1943); Kailath (1967).
 */
public final class Bhattacharyya {
  private Bhattacharyya() {}

  /** The distance in closed form, {@code [..]}, batched; empty where there is none. */
  public static <A extends Algebra<A>> Optional<A> closed(Distribution<A> q, Distribution<A> p) {
    return Renyi.closed(0.5, q, p).map(x -> x.times(0.5));
  }

  /** The distance by its closed form, else by series, quadrature or draws. */
  public static Estimate<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return half(Renyi.of(0.5, q, p));
  }

  /** As {@link #of(Distribution, Distribution)}, with {@code count} draws where it draws. */
  public static Estimate<Doubles> of(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    return half(Renyi.of(0.5, q, p, stream, count));
  }

  private static Estimate<Doubles> half(Estimate<Doubles> renyi) {
    return Divergences.map(renyi, x -> x.times(0.5), x -> x.number(0.5));
  }

  /** The coefficient of a distance, batched: {@code e^-x}. */
  public static <A extends Algebra<A>> A coefficient(A distance) {
    return distance.negate().exp();
  }
}
