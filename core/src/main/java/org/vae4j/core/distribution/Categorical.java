package org.vae4j.core.distribution;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * The categorical distribution of the classes 0 to K - 1, by probabilities or by logits.
 *
 * @param <A> the kind of array
 */
public final class Categorical<A extends Algebra<A>> implements Distribution<A> {
  private final A probabilities;
  private final A logits;

  private Categorical(A probabilities, A logits) {
    this.probabilities = probabilities;
    this.logits = logits;
  }

  /** By probabilities {@code [.., K]} that sum to 1; throws {@code IllegalArgumentException}. */
  public static <A extends Algebra<A>> Categorical<A> of(A probabilities) {
    Check.length("categorical", "p", probabilities, 1);
    Check.simplex("categorical", "p", probabilities);
    return new Categorical<>(probabilities, null);
  }

  /** By logits {@code [.., K]}, whose exponentials are proportional to the probabilities. */
  public static <A extends Algebra<A>> Categorical<A> ofLogits(A logits) {
    Check.length("categorical", "logits", logits, 1);
    Check.finite("categorical", "logits", logits);
    return new Categorical<>(normalised(logits).exp(), logits);
  }

  private static <A extends Algebra<A>> A normalised(A logits) {
    A mass = logits.logSumExp(-1);
    return logits.minus(mass.reshape(mass.shape().append(1)));
  }

  /** The probabilities, {@code [.., K]}. */
  public A probabilities() {
    return probabilities;
  }

  /** The logits, if this was made from them. */
  public Optional<A> logits() {
    return Optional.ofNullable(logits);
  }

  /** K. */
  public int classes() {
    return probabilities.shape().dim(-1);
  }

  @Override
  public String family() {
    return "categorical";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("p", probabilities);
  }

  @Override
  public Support support() {
    return Support.CLASSES;
  }

  private A logProbabilities() {
    return logits == null ? probabilities.log() : normalised(logits);
  }

  private A numbers() {
    double[] numbers = new double[classes()];
    Arrays.setAll(numbers, k -> k);
    return probabilities.constant(Shape.of(classes()), numbers);
  }

  @Override
  public A logDensity(Point<A> x) {
    A value = x.x();
    A gap = value.reshape(value.shape().append(1)).minus(numbers());
    A chosen = gap.number(1).minus(gap.abs().greater(gap.number(0)));
    A none = probabilities.number(Double.NEGATIVE_INFINITY);
    return chosen.where(logProbabilities(), none).max(-1);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    double[] p = Draws.known(probabilities);
    int k = classes();
    double[] result = new double[count * (p.length / k)];
    for (int i = 0; i < result.length; i++) {
      int row = i % (p.length / k) * k;
      double left = Draws.uniform(stream) * Arrays.stream(p, row, row + k).sum();
      int chosen = 0;
      while (chosen < k - 1 && left >= p[row + chosen]) {
        left -= p[row + chosen];
        chosen++;
      }
      result[i] = chosen;
    }
    return Point.of(
        probabilities.constant(Draws.of(count, probabilities.shape().without(-1)), result));
  }

  /** The mean of the class number. */
  @Override
  public A mean() {
    return probabilities.times(numbers()).sum(-1);
  }

  /** The variance of the class number. */
  @Override
  public A variance() {
    A mean = mean();
    A gap = numbers().minus(mean.reshape(mean.shape().append(1)));
    return probabilities.times(gap.square()).sum(-1);
  }

  @Override
  public Optional<A> entropy() {
    A zero = probabilities.number(0);
    A present = probabilities.greater(zero);
    A log = present.where(logProbabilities(), zero);
    return Optional.of(probabilities.times(log).sum(-1).negate());
  }
}
