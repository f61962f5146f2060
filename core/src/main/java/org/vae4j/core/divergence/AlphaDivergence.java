package org.vae4j.core.divergence;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;

/**
 * The alpha-divergence in the convention of Minka (2005): {@code (1 - int q^a p^(1 - a)) / (a (1 -
 * a))}, at least 0, with the limits KL(q || p) at a = 1 and KL(p || q) at a = 0. At a = 2 it is
 * half of Pearson's chi-squared, at 1/2 four times the squared Hellinger distance.
 *
 * <p>Amari (1985) counts by {@code A = 2 a - 1}, so that -1 and 1 are the two KLs; {@link
 * #fromAmari} converts.
 */
public final class AlphaDivergence {
  private AlphaDivergence() {}

  /** Minka's order of Amari's. */
  public static double fromAmari(double order) {
    return (1 + order) / 2;
  }

  /**
   * The closed form of a finite order of any sign, {@code [..]}, batched; {@code +inf} where the
   * integral diverges; empty where there is none.
   */
  public static <A extends Algebra<A>> Optional<A> closed(
      double order, Distribution<A> q, Distribution<A> p) {
    check(order);
    if (order < 0.5) {
      return closed(1 - order, p, q);
    }
    return order == 1
        ? Renyi.closed(1, q, p)
        : Renyi.closed(order, q, p).map(x -> fromRenyi(order, x));
  }

  private static void check(double order) {
    if (!Double.isFinite(order)) {
      throw new IllegalArgumentException("alpha: order must be finite; got order " + order);
    }
  }

  private static <A extends Algebra<A>> A fromRenyi(double order, A renyi) {
    return renyi.times(order - 1).expm1().over(order * (order - 1));
  }

  /** The divergence by its closed form, else by series, quadrature or draws. */
  public static Estimate<Doubles> of(
      double order, Distribution<Doubles> q, Distribution<Doubles> p) {
    check(order);
    return order < 0.5 ? of(1 - order, p, q) : from(order, Renyi.of(order, q, p));
  }

  /**
   * As {@link #of(double, Distribution, Distribution)}, with {@code count} draws where it draws.
   */
  public static Estimate<Doubles> of(
      double order,
      Distribution<Doubles> q,
      Distribution<Doubles> p,
      RandomGenerator stream,
      int count) {
    check(order);
    return order < 0.5
        ? of(1 - order, p, q, stream, count)
        : from(order, Renyi.of(order, q, p, stream, count));
  }

  private static Estimate<Doubles> from(double order, Estimate<Doubles> renyi) {
    return order == 1
        ? renyi
        : Divergences.map(
            renyi, x -> fromRenyi(order, x), x -> x.times(order - 1).exp().over(order));
  }
}
