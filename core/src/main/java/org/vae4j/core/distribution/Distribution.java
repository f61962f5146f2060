package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;

/**
 * A distribution whose parameters are arrays: one distribution per element of their common shape.
 * All log densities, entropies and divergences are in nats.
 *
 * <p>To add a family: a record with checked parameters in a file of its own, its name in the
 * catalogue {@link Distributions}, its divergences where {@code Kl} looks for them. The laws that
 * every family must obey are in its tests.
 *
 * @param <A> the kind of array: values, or expressions to be differentiated
 */
public sealed interface Distribution<A extends Algebra<A>>
    permits Normal,
        Diagonal,
        Gaussian,
        Mixture,
        Bernoulli,
        Categorical,
        ContinuousBernoulli,
        Beta,
        Dirichlet,
        Exponential,
        Laplace,
        OnLogScale,
        Poisson,
        StudentT,
        Uniform,
        VonMises,
        DiscretisedLogistic,
        Concrete,
        ExpConcrete {

  /** The family's name in the catalogue, such as {@code log-normal}. */
  String family();

  /** The parameters by the names of the grammar, in its order. */
  Map<String, A> parameters();

  /** The set it lives on. */
  Support support();

  /** The length of its vectors; 1 for numbers. */
  default int dimension() {
    return 1;
  }

  /**
   * The log density, or log mass: {@code [..]}, or {@code [.., D]} of vectors, to {@code [..]};
   * {@code -inf} outside the support. Vectors of a simplex must lie on it.
   */
  A logDensity(Point<A> x);

  /** The log density at the numbers x. */
  default A logDensity(A x) {
    return logDensity(Point.of(x));
  }

  /**
   * The log density of a number's coordinate in the chart of the point, rather than of the number:
   * without the large terms that cancel between the two next to an end.
   */
  default A logDensityOfCoordinate(Point<A> x) {
    return x.chart() == Point.Chart.IDENTITY ? logDensity(x) : logDensity(x).plus(x.logSlope());
  }

  /**
   * {@code count} independent draws along a new leading axis, from {@code stream} alone. They are
   * differentiable in locations and scales; parameters beyond those must be known values.
   */
  Point<A> draw(RandomGenerator stream, int count);

  /** The draws as numbers. */
  default A sample(RandomGenerator stream, int count) {
    return draw(stream, count).x();
  }

  /** The mean; infinite or NaN where there is none. */
  A mean();

  /** The variance of each coordinate; infinite or NaN where there is none. */
  A variance();

  /** The (differential) entropy, if the family has a closed form. */
  default Optional<A> entropy() {
    return Optional.empty();
  }
}
