package org.vae4j.core.distribution;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;

/**
 * The Concrete distribution, a categorical one relaxed to the inside of the simplex (also called
 * Gumbel-softmax). Maddison, Mnih and Teh (2017), arXiv:1611.00712; Jang, Gu and Poole (2017),
 * arXiv:1611.01144.
 *
 * @param temperature positive, a scalar per distribution; small ones push draws to the corners
 * @param logits {@code [.., K]}, K at least 2
 * @param <A> the kind of array
 */
public record Concrete<A extends Algebra<A>>(A temperature, A logits) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public Concrete {
    Check.positive("concrete", "temperature", temperature);
    Check.length("concrete", "logits", logits, 2);
    Check.finite("concrete", "logits", logits);
  }

  @Override
  public String family() {
    return "concrete";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("temperature", temperature, "logits", logits);
  }

  @Override
  public Support support() {
    return Support.SIMPLEX;
  }

  @Override
  public int dimension() {
    return logits.shape().dim(-1);
  }

  /** The distribution of the logarithms, in which a draw next to a corner keeps its digits. */
  public ExpConcrete<A> log() {
    return new ExpConcrete<>(temperature, logits);
  }

  /** Over the first K - 1 coordinates. */
  @Override
  public A logDensity(Point<A> x) {
    A logs = x.log();
    return log().logDensity(Point.of(logs)).minus(logs.sum(-1));
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    return Point.ofLog(log().logDraws(stream, count));
  }

  /** NaN: there is no closed form. */
  @Override
  public A mean() {
    return logits.times(Double.NaN);
  }

  /** NaN: there is no closed form. */
  @Override
  public A variance() {
    return logits.times(Double.NaN);
  }
}
