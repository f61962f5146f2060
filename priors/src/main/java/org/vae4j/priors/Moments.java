package org.vae4j.priors;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Weights, means and covariances of K groups of points that belong to each group by a share: the
 * M-step of expectation maximisation for a mixture of Gaussians. Source: Dempster, Laird, Rubin
 * (1977).
 *
 * <p>Squares are of distances from a group's own mean, so that groups far from the origin keep
 * their digits; one group at a time is looked at, so no more is held than the points once again.
 */
final class Moments {
  /** The part that every point has in every group, so that none is empty. */
  private static final double SMOOTHING = 1e-6;

  /** Its square is added to every variance, so that a group of few points has a width. */
  private static final double FLOOR = 0.01;

  private final Tensor points;
  private final Tensor parts;
  private final Tensor sizes;
  private final Tensor means;

  private Moments(Tensor points, Tensor parts) {
    this.points = points;
    this.parts = parts;
    this.sizes = parts.sum(0).reshape(Shape.of(groups(), 1));
    this.means = parts.matmul(points, true, false).over(sizes);
  }

  /** Of points {@code [N, D]} with shares {@code [N, K]}, each row of which sums to 1. */
  static Moments of(Tensor points, Tensor shares) {
    int k = shares.shape().dim(1);
    return new Moments(points, shares.plus(SMOOTHING).times(1 / (1 + k * SMOOTHING)));
  }

  private int groups() {
    return parts.shape().dim(1);
  }

  private int width() {
    return points.shape().dim(1);
  }

  /** {@code [K]}. */
  Tensor logWeights() {
    return sizes.times(1.0 / points.shape().dim(0)).log().reshape(Shape.of(groups()));
  }

  /** {@code [K, D]}. */
  Tensor means() {
    return means;
  }

  /** {@code [K, D]}. */
  Tensor variances() {
    BiFunction<Tensor, Tensor, Tensor> squares = (part, off) -> off.square().times(part).sum(0);
    return byGroup(squares).reshape(means.shape()).over(sizes).plus(FLOOR * FLOOR);
  }

  /** {@code [K, D, D]}. */
  Tensor covariances() {
    int d = width();
    BiFunction<Tensor, Tensor, Tensor> products =
        (part, off) -> off.times(part).matmul(off, true, false);
    Shape shape = Shape.of(groups(), d, d);
    return byGroup(products)
        .reshape(shape)
        .over(sizes.reshape(Shape.of(groups(), 1, 1)))
        .plus(floor(d));
  }

  /**
   * A sum over points for each group, from its parts {@code [N, 1]} and distances {@code [N, D]}.
   */
  private Tensor byGroup(BiFunction<Tensor, Tensor, Tensor> sum) {
    List<Tensor> sums =
        IntStream.range(0, groups())
            .mapToObj(
                k -> sum.apply(parts.slice(1, k, k + 1), points.minus(means.slice(0, k, k + 1))))
            .map(each -> each.reshape(Shape.of(1, each.shape().size())))
            .toList();
    return Tensor.concat(0, sums);
  }

  private static Tensor floor(int d) {
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      values[i * d + i] = FLOOR * FLOOR;
    }
    return Tensor.of(Shape.of(d, d), values);
  }
}
