package org.vae4j.core.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * A mixture: a component drawn by weight, then a draw from it. The log density is one log-sum-exp
 * over the components of joint densities, all coordinates within.
 *
 * @param weights {@code [K]}, not negative, summing to 1
 * @param components K distributions on one kind of set
 * @param <A> the kind of array
 */
public record Mixture<A extends Algebra<A>>(A weights, List<Distribution<A>> components)
    implements Distribution<A> {
  private static final double LEAST = -Double.MAX_VALUE;

  /** Throws {@code IllegalArgumentException} on weights or components that do not fit. */
  public Mixture {
    components = List.copyOf(components);
    Check.require(!components.isEmpty(), "mixture: must have a component; got none");
    if (!weights.shape().equals(Shape.of(components.size()))) {
      throw weights.refused(
          "mixture: weights and components must be of one number; got weights %s and %d components"
              .formatted(weights, components.size()));
    }
    Check.simplex("mixture", "weights", weights);
    for (Distribution<A> component : components) {
      checkAlike(components.get(0), component);
    }
  }

  private static <A extends Algebra<A>> void checkAlike(Distribution<A> a, Distribution<A> b) {
    Check.require(
        a.dimension() == b.dimension(),
        "mixture: components must have one dimension; got %s of %d and %s of %d"
            .formatted(a.family(), a.dimension(), b.family(), b.dimension()));
    Check.require(
        kind(a) == kind(b),
        "mixture: components must live on one kind of set; got %s on %s and %s on %s"
            .formatted(a.family(), kind(a), b.family(), kind(b)));
  }

  /** A set of each kind: numbers, counts, space, simplex. */
  private static <A extends Algebra<A>> Support kind(Distribution<A> component) {
    return switch (component.support()) {
      case REAL, POSITIVE, UNIT, INTERVAL, CIRCLE -> Support.REAL;
      case COUNTS, BINARY, CLASSES -> Support.COUNTS;
      case COMPONENTS -> kind(((Mixture<A>) component).components().get(0));
      case REAL_SPACE, SIMPLEX, LOG_SIMPLEX -> component.support();
    };
  }

  @Override
  public String family() {
    return "mixture";
  }

  /** The weights; the parameters of the components are theirs. */
  @Override
  public Map<String, A> parameters() {
    return Parameters.of("weights", weights);
  }

  @Override
  public Support support() {
    return Support.COMPONENTS;
  }

  @Override
  public int dimension() {
    return components.get(0).dimension();
  }

  /** The weight of component k, as a scalar, of weights that sum to 1 exactly. */
  public A weight(int k) {
    return weights.slice(-1, k, k + 1).sum(-1).over(weights.sum(-1));
  }

  @Override
  public A logDensity(Point<A> x) {
    return mixed(component -> component.logDensity(x));
  }

  @Override
  public A logDensityOfCoordinate(Point<A> x) {
    return mixed(component -> component.logDensityOfCoordinate(x));
  }

  private A mixed(Function<Distribution<A>, A> logDensity) {
    List<A> joint = new ArrayList<>();
    for (int k = 0; k < components.size(); k++) {
      joint.add(logDensity.apply(components.get(k)).plus(weight(k).log()));
    }
    return logSumExp(joint);
  }

  /** {@code log(sum e^x)}, elementwise over arrays. */
  static <A extends Algebra<A>> A logSumExp(List<A> arrays) {
    A top = arrays.stream().reduce(A::max).orElseThrow();
    A least = top.number(LEAST);
    A shift = top.greater(least).where(top, least.times(0)).stopGradient();
    A mass = arrays.stream().map(x -> x.minus(shift).exp()).reduce(A::plus).orElseThrow();
    return mass.log().plus(shift);
  }

  /** Draws from each component, among which a uniform number chooses by weight. */
  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A u = Draws.uniforms(weights, Shape.of(count), stream);
    Shape column = Shape.of(count);
    Point<A> first = components.get(0).draw(stream, count);
    A chosen = first.x();
    for (int axis = 1; axis < chosen.shape().rank(); axis++) {
      column = column.append(1);
    }
    A below = weight(0);
    for (int k = 1; k < components.size(); k++) {
      A next = components.get(k).draw(stream, count).x();
      chosen = u.greater(below).reshape(column).where(next, chosen);
      below = below.plus(weight(k));
    }
    return Point.of(chosen);
  }

  @Override
  public A mean() {
    A mean = components.get(0).mean().times(weight(0));
    for (int k = 1; k < components.size(); k++) {
      mean = mean.plus(components.get(k).mean().times(weight(k)));
    }
    return mean;
  }

  @Override
  public A variance() {
    A mean = mean();
    A variance = mean.times(0);
    for (int k = 0; k < components.size(); k++) {
      Distribution<A> component = components.get(k);
      A gap = component.mean().minus(mean);
      variance = variance.plus(component.variance().plus(gap.square()).times(weight(k)));
    }
    return variance;
  }
}
