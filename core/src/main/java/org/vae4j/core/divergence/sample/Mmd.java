package org.vae4j.core.divergence.sample;

import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * The squared maximum mean discrepancy between two samples {@code [.., N, D], [.., M, D] -> [..]},
 * {@code E k(x, x') + E k(y, y') - 2 E k(x, y)}. Gretton et al. (2012), lemma 6.
 *
 * <p>Both statistics average the cross kernel over all N M pairs: there every pair is of two
 * different draws. They differ in the pairs of a sample with itself.
 */
public final class Mmd {
  private Mmd() {}

  /**
   * The U-statistic: pairs of different points only. Unbiased, and therefore negative at times.
   * Throws {@code IllegalArgumentException} for fewer than 2 points on a side.
   */
  public static <A extends Algebra<A>> A uStatistic(A x, A y, Kernel<A> kernel) {
    Samples.check("mmd: U-statistic", x, y, 2);
    double n = x.shape().dim(-2);
    double m = y.shape().dim(-2);
    A within = apart(x, kernel).over(n * (n - 1)).plus(apart(y, kernel).over(m * (m - 1)));
    return within.minus(cross(x, y, kernel));
  }

  /**
   * The U-statistic of a mixture of N parts, each known by S weighted points, from M points: {@code
   * [N, S, D], [N, S], [M, D] -> []}. The weights of a part sum to 1; pairs within a part are left
   * out, whose points need not be independent. Throws {@code IllegalArgumentException} for fewer
   * than 2 parts or points.
   */
  public static <A extends Algebra<A>> A uStatistic(A x, A weights, A y, Kernel<A> kernel) {
    Shape shape = x.shape();
    Samples.require(
        weights,
        shape.rank() == 3 && weights.shape().equals(shape.without(2)),
        "mmd: parts and weights must be [N, S, D] and [N, S]; got %s and %s"
            .formatted(shape, weights.shape()));
    int n = shape.dim(0);
    int all = n * shape.dim(1);
    A points = x.reshape(all, shape.dim(2));
    Samples.check("mmd: U-statistic", points, y, 2);
    Samples.require(n >= 2, "mmd: U-statistic: parts must be >= 2; got " + n);
    A mass = weights.reshape(all, 1);
    A pairs = mass.times(mass.reshape(1, all)).times(Samples.offBlocks(x, n, shape.dim(1)));
    A xx = kernel.of(Samples.squaredDistances(points, points)).times(pairs).sum(-2, -1);
    A xy = kernel.of(Samples.squaredDistances(points, y)).mean(-1).times(mass.reshape(all)).sum(-1);
    double m = y.shape().dim(-2);
    A yy = apart(y, kernel).over(m * (m - 1));
    return xx.over((double) n * (n - 1)).plus(yy).minus(xy.times(2.0 / n));
  }

  /**
   * The V-statistic: each point is paired with itself too, which adds about {@code k(0) (1/N +
   * 1/M)}. At least 0: it is the squared distance of two means.
   */
  public static <A extends Algebra<A>> A vStatistic(A x, A y, Kernel<A> kernel) {
    Samples.check("mmd: V-statistic", x, y, 1);
    double n = x.shape().dim(-2);
    double m = y.shape().dim(-2);
    A atZero = kernel.of(x.number(0));
    A xx = apart(x, kernel).over(n).plus(atZero).over(n);
    A yy = apart(y, kernel).over(m).plus(atZero).over(m);
    return xx.plus(yy).minus(cross(x, y, kernel)).relu();
  }

  /** The sum over ordered pairs of different points. */
  private static <A extends Algebra<A>> A apart(A x, Kernel<A> kernel) {
    A values = kernel.of(Samples.squaredDistances(x, x));
    return values.times(Samples.offDiagonal(x, x.shape().dim(-2))).sum(-2, -1);
  }

  private static <A extends Algebra<A>> A cross(A x, A y, Kernel<A> kernel) {
    return kernel.of(Samples.squaredDistances(x, y)).mean(-2, -1).times(2);
  }
}
