package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The Dirichlet distribution, density {@code prod_i x_i^(a_i - 1) / B(a)} over the first K - 1
 * coordinates of a vector that sums to 1.
 *
 * @param concentration {@code a}, {@code [.., K]}, positive, K at least 2
 * @param <A> the kind of array
 */
public record Dirichlet<A extends Algebra<A>>(A concentration) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Dirichlet {
    Check.length("dirichlet", "a", concentration, 2);
    Check.positive("dirichlet", "a", concentration);
  }

  @Override
  public String family() {
    return "dirichlet";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("a", concentration);
  }

  @Override
  public Support support() {
    return Support.SIMPLEX;
  }

  @Override
  public int dimension() {
    return concentration.shape().dim(-1);
  }

  private A total() {
    A total = concentration.sum(-1);
    return total.reshape(total.shape().append(1));
  }

  /** By its distance from the mean, as Loader (2000) does: large shapes lose no digits. */
  @Override
  public A logDensity(Point<A> x) {
    A fromMean = concentration.times(x.over(concentration.over(total())).excess());
    A each = fromMean.plus(x.log()).plus(stirling(concentration, 0));
    return stirling(total(), 0).sum(-1).minus(each.sum(-1));
  }

  private A stirling(A x, int order) {
    return x.special(Special.STIRLING, order);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A logs = Draws.each(concentration, count, s -> Draws.logGamma(s, stream));
    A mass = logs.logSumExp(-1);
    return Point.ofLog(logs.minus(mass.reshape(mass.shape().append(1))));
  }

  @Override
  public A mean() {
    return concentration.over(total());
  }

  @Override
  public A variance() {
    return mean().times(mean().negate().plus(1)).over(total().plus(1));
  }

  @Override
  public Optional<A> entropy() {
    A total = total();
    int k = dimension();
    A logs = concentration.over(total).log().sum(-1);
    A remainder = stirling(concentration, 0).sum(-1).minus(stirling(total, 0).sum(-1));
    A slopes = stirling(concentration, 1).times(concentration.minus(1)).sum(-1);
    A whole = stirling(total, 1).times(total.minus(k)).sum(-1);
    return Optional.of(logs.plus(remainder).minus(slopes).plus(whole));
  }
}
