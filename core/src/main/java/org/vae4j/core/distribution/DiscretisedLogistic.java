package org.vae4j.core.distribution;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * A logistic distribution rounded to the numbers 0 to levels - 1, the tails going to the two ends.
 * Salimans, Karpathy, Chen and Kingma (2017), arXiv:1701.05517.
 *
 * @param loc the median of the logistic, in steps
 * @param scale the scale of the logistic, in steps, positive
 * @param levels how many numbers, at least 2
 * @param <A> the kind of array
 */
public record DiscretisedLogistic<A extends Algebra<A>>(A loc, A scale, int levels)
    implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public DiscretisedLogistic {
    Check.finite("discretised-logistic", "loc", loc);
    Check.positive("discretised-logistic", "scale", scale);
    Check.require(levels >= 2, "discretised-logistic: levels must be >= 2; got " + levels);
  }

  @Override
  public String family() {
    return "discretised-logistic";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("loc", loc, "scale", scale, "levels", loc.number(levels));
  }

  @Override
  public Support support() {
    return Support.CLASSES;
  }

  /** {@code log(s(b) - s(a)) = log s(b) + log s(-a) + log(1 - e^(a - b))} of the sigmoid s. */
  @Override
  public A logDensity(Point<A> x) {
    A value = x.x();
    A from = value.minus(loc);
    A logUp = from.plus(0.5).over(scale).negate().softplus().negate();
    A logDown = from.minus(0.5).over(scale).softplus().negate();
    A logWidth = scale.reciprocal().negate().expm1().negate().log();
    A zero = value.number(0);
    A last = value.number(levels - 1);
    A inside = logUp.plus(logDown).plus(logWidth);
    A first = value.greater(zero).where(inside, logUp);
    A mass = last.greater(value).where(first, logDown);
    A outside = zero.greater(value).max(value.greater(last));
    return outside.where(value.number(Double.NEGATIVE_INFINITY), mass);
  }

  /** The logarithms of the probabilities of the numbers, {@code [.., levels]}. */
  public A logProbabilities() {
    A column = loc.reshape(loc.shape().append(1));
    A wide = scale.reshape(scale.shape().append(1));
    return new DiscretisedLogistic<>(column, wide, levels).logDensity(numbers());
  }

  private A probabilities() {
    return logProbabilities().exp();
  }

  private A numbers() {
    double[] numbers = new double[levels];
    Arrays.setAll(numbers, k -> k);
    return loc.constant(Shape.of(levels), numbers);
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A u = Draws.uniforms(loc, Draws.of(count, loc.shape().broadcast(scale.shape())), stream);
    A logistic = loc.plus(scale.times(u.log().minus(u.negate().log1p())));
    double last = levels - 1;
    return Point.of(
        Draws.each(logistic, 1, y -> Math.max(0, Math.min(last, Math.floor(y + 0.5))))
            .reshape(logistic.shape()));
  }

  @Override
  public A mean() {
    return probabilities().times(numbers()).sum(-1);
  }

  @Override
  public A variance() {
    A mean = mean();
    A gap = numbers().minus(mean.reshape(mean.shape().append(1)));
    return probabilities().times(gap.square()).sum(-1);
  }

  @Override
  public Optional<A> entropy() {
    A p = probabilities();
    A present = p.greater(p.number(0));
    A log = present.where(present.where(p, p.number(1)).log(), p.number(0));
    return Optional.of(p.times(log).sum(-1).negate());
  }
}
