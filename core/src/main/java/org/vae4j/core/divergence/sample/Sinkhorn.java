package org.vae4j.core.divergence.sample;

import java.util.Arrays;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * The debiased Sinkhorn divergence {@code OT(a, b) - OT(a, a)/2 - OT(b, b)/2} between weighted
 * samples, at least 0 and 0 for equal ones. {@code OT} is the least of {@code <P, C> + epsilon KL(P
 * || a b)} over plans P with marginals a and b, where {@code C = |x - y|^2}. It goes from the
 * squared 2-Wasserstein distance (epsilon to 0) to the squared distance of the means (epsilon to
 * infinity). Feydy et al. (2019), arXiv:1810.08278.
 *
 * <p>Gradients hold epsilon and the potentials fixed, which is right for potentials that have
 * settled; a gradient of the gradient is not that of the divergence.
 *
 * @param epsilon the weight of the entropy, in units of cost, or of the mean cost
 * @param relative whether in units of the mean cost between the two samples
 * @param iterations how many updates of the potentials there are, at most
 * @param tolerance updates end where the potentials move by no more than this times epsilon; 0 for
 *     the full number, which expressions always get
 */
public record Sinkhorn(double epsilon, boolean relative, int iterations, double tolerance) {
  private static final int ITERATIONS = 100;
  private static final double MASS = 1e-9;

  /** Throws {@code IllegalArgumentException} on numbers out of range. */
  public Sinkhorn {
    Samples.require(
        epsilon > 0 && epsilon < Double.POSITIVE_INFINITY,
        "sinkhorn: epsilon must be > 0 and finite; got " + epsilon);
    Samples.require(iterations > 0, "sinkhorn: iterations must be > 0; got " + iterations);
    Samples.require(tolerance >= 0, "sinkhorn: tolerance must be >= 0; got " + tolerance);
  }

  /** With epsilon in units of the mean cost, and 100 iterations. */
  public static Sinkhorn relative(double epsilon) {
    return new Sinkhorn(epsilon, true, ITERATIONS, 0);
  }

  /** With epsilon in units of cost, and 100 iterations. */
  public static Sinkhorn absolute(double epsilon) {
    return new Sinkhorn(epsilon, false, ITERATIONS, 0);
  }

  /** The same with another number of updates. */
  public Sinkhorn withIterations(int count) {
    return new Sinkhorn(epsilon, relative, count, tolerance);
  }

  /** The same, ended early by this tolerance. */
  public Sinkhorn withTolerance(double bound) {
    return new Sinkhorn(epsilon, relative, iterations, bound);
  }

  /** Between points of equal weight: {@code [.., N, D], [.., M, D] -> [..]}. */
  public <A extends Algebra<A>> A divergence(A x, A y) {
    Samples.check("sinkhorn", x, y, 1);
    return divergence(x, uniform(x), y, uniform(y));
  }

  /**
   * Between weighted points: {@code [.., N, D], [.., N] or [N], [.., M, D], [.., M] or [M] ->
   * [..]}. Throws {@code IllegalArgumentException} where known weights are negative or do not sum
   * to 1, and where known potentials miss the tolerance.
   */
  public <A extends Algebra<A>> A divergence(A x, A weightsX, A y, A weightsY) {
    Samples.check("sinkhorn", x, y, 1);
    checkWeights("x", x, weightsX);
    checkWeights("y", y, weightsY);
    A cost = Samples.squaredDistances(x, y);
    A mean = EntropicTransport.mean(cost, weightsX, weightsY).stopGradient();
    A unit = mean.greater(mean.number(0)).where(mean, mean.number(1));
    A target = relative ? unit.times(epsilon) : unit.times(0).plus(epsilon);
    A xy = new EntropicTransport<>(cost, weightsX, weightsY, this).cost(unit, target);
    A costX = Samples.squaredDistances(x, x);
    A xx = new EntropicTransport<>(costX, weightsX, weightsX, this).cost(unit, target);
    A costY = Samples.squaredDistances(y, y);
    A yy = new EntropicTransport<>(costY, weightsY, weightsY, this).cost(unit, target);
    return xy.minus(xx.plus(yy).times(0.5));
  }

  private static <A extends Algebra<A>> A uniform(A points) {
    double[] weights = new double[points.shape().dim(-2)];
    Arrays.fill(weights, 1.0 / weights.length);
    return points.constant(Shape.of(weights.length), weights);
  }

  private static <A extends Algebra<A>> void checkWeights(String name, A points, A weights) {
    Shape each = points.shape().without(-1);
    int n = each.dim(-1);
    Samples.require(
        weights,
        weights.shape().equals(each) || weights.shape().equals(Shape.of(n)),
        "sinkhorn: weights of %s must be [%d] or %s; got %s"
            .formatted(name, n, each, weights.shape()));
    weights.elements().ifPresent(w -> checkMass(name, w, n));
  }

  private static void checkMass(String name, double[] weights, int n) {
    for (int from = 0; from < weights.length; from += n) {
      double[] one = Arrays.copyOfRange(weights, from, from + n);
      double sum = Arrays.stream(one).sum();
      Samples.require(
          Arrays.stream(one).allMatch(w -> w >= 0) && Math.abs(sum - 1) <= MASS,
          "sinkhorn: weights of %s must be >= 0 and sum to 1; got %s"
              .formatted(name, Arrays.toString(one)));
    }
  }
}
