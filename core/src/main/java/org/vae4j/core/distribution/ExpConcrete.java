package org.vae4j.core.distribution;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Special;

/**
 * The logarithm of a {@link Concrete} variable: {@code y = (logits + Gumbel noise)/temperature},
 * normalised so that {@code e^y} sums to 1. Maddison, Mnih and Teh (2017), arXiv:1611.00712.
 *
 * @param temperature positive, a scalar per distribution
 * @param logits {@code [.., K]}, K at least 2
 * @param <A> the kind of array
 */
public record ExpConcrete<A extends Algebra<A>>(A temperature, A logits)
    implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public ExpConcrete {
    Check.positive("exp-concrete", "temperature", temperature);
    Check.length("exp-concrete", "logits", logits, 2);
    Check.finite("exp-concrete", "logits", logits);
  }

  @Override
  public String family() {
    return "exp-concrete";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("temperature", temperature, "logits", logits);
  }

  @Override
  public Support support() {
    return Support.LOG_SIMPLEX;
  }

  @Override
  public int dimension() {
    return logits.shape().dim(-1);
  }

  private A column() {
    return temperature.reshape(temperature.shape().append(1));
  }

  /** Over the first K - 1 coordinates. */
  @Override
  public A logDensity(Point<A> y) {
    int k = dimension();
    A scores = logits.minus(column().times(y.x()));
    A constant = temperature.log().times(k - 1).plus(logFactorial(k - 1));
    return scores.sum(-1).minus(scores.logSumExp(-1).times(k)).plus(constant);
  }

  static double logFactorial(int n) {
    return Special.LOG_GAMMA.derivative(0, n + 1.0);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    return Point.of(logDraws(stream, count));
  }

  A logDraws(RandomGenerator stream, int count) {
    A noise = Draws.fill(logits, Draws.of(count, logits.shape()), () -> Draws.gumbel(stream));
    A scores = logits.plus(noise).over(column());
    A mass = scores.logSumExp(-1);
    return scores.minus(mass.reshape(mass.shape().append(1)));
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
