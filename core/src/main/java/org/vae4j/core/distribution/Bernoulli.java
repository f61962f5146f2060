package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * The Bernoulli distribution of 0 and 1, by the probability of 1 or by its logit.
 *
 * @param <A> the kind of array
 */
public final class Bernoulli<A extends Algebra<A>> implements Distribution<A> {
  private final A probability;
  private final A logit;

  private Bernoulli(A probability, A logit) {
    this.probability = probability;
    this.logit = logit;
  }

  /** By the probability of 1, from 0 to 1; throws {@code IllegalArgumentException} outside. */
  public static <A extends Algebra<A>> Bernoulli<A> of(A probability) {
    Check.probability("bernoulli", "p", probability);
    return new Bernoulli<>(probability, null);
  }

  /** By {@code log(p / (1 - p))}. */
  public static <A extends Algebra<A>> Bernoulli<A> ofLogit(A logit) {
    Check.finite("bernoulli", "logit", logit);
    return new Bernoulli<>(logit.sigmoid(), logit);
  }

  /** {@code log(p / (1 - p))}, exact near p = 1/2 as well. */
  public static <A extends Algebra<A>> A logit(A p) {
    A rest = p.negate().plus(1);
    A gap = p.minus(rest).over(rest);
    A middle = gap.number(0.5).greater(gap.abs());
    A far = p.log().minus(p.negate().log1p());
    return middle.where(middle.where(gap, gap.number(0)).log1p(), far);
  }

  /** The probability of 1. */
  public A probability() {
    return probability;
  }

  /** The logit, if this was made from it. */
  public Optional<A> logit() {
    return Optional.ofNullable(logit);
  }

  /** This as a categorical distribution of two classes. */
  public Categorical<A> asCategorical() {
    return asCategorical(2);
  }

  /** This as a categorical distribution of two classes or more, of which only 0 and 1 show. */
  public Categorical<A> asCategorical(int classes) {
    double[] sign = new double[classes];
    double[] start = new double[classes];
    sign[0] = -1;
    sign[1] = 1;
    start[0] = 1;
    A column = probability.reshape(probability.shape().append(1));
    Shape shape = Shape.of(classes);
    A signs = column.constant(shape, sign);
    return Categorical.of(column.times(signs).plus(column.constant(shape, start)));
  }

  @Override
  public String family() {
    return "bernoulli";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("p", probability);
  }

  @Override
  public Support support() {
    return Support.BINARY;
  }

  private A logOne() {
    return logit == null ? probability.log() : logit.negate().softplus().negate();
  }

  private A logZero() {
    return logit == null ? probability.negate().log1p() : logit.softplus().negate();
  }

  @Override
  public A logDensity(Point<A> x) {
    A value = x.x();
    A one = value.number(1);
    A zero = value.number(0);
    A isOne = one.minus(value.minus(1).abs().greater(zero));
    A isZero = one.minus(value.abs().greater(zero));
    A none = value.number(Double.NEGATIVE_INFINITY);
    return isOne.where(logOne(), isZero.where(logZero(), none));
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    return Point.of(Draws.each(probability, count, p -> Draws.uniform(stream) < p ? 1 : 0));
  }

  @Override
  public A mean() {
    return probability;
  }

  @Override
  public A variance() {
    return probability.times(probability.negate().plus(1));
  }

  @Override
  public Optional<A> entropy() {
    A p = probability;
    A one = p.greater(p.number(0)).where(p.times(logOne()), p.number(0));
    A rest = p.negate().plus(1);
    A zero = rest.greater(p.number(0)).where(rest.times(logZero()), p.number(0));
    return Optional.of(one.plus(zero).negate());
  }
}
