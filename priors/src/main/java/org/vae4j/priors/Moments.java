package org.vae4j.priors;

import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Weights, means and covariances of K groups of points that belong to each group by a share: the
 * M-step of expectation maximisation for a mixture of Gaussians. Source: Dempster, Laird, Rubin
 * (1977).
 *
 * @param logWeights {@code [K]}
 * @param means {@code [K, D]}
 * @param covariances {@code [K, D, D]}
 */
record Moments(Tensor logWeights, Tensor means, Tensor covariances) {
  /** The part that every point has in every group, so that none is empty. */
  private static final double SMOOTHING = 1e-6;

  /** Its square is added to every variance, so that a group of few points has a width. */
  private static final double FLOOR = 0.01;

  /** Of points {@code [N, D]} with shares {@code [N, K]}, each row of which sums to 1. */
  static Moments of(Tensor points, Tensor shares) {
    int n = points.shape().dim(0);
    int d = points.shape().dim(1);
    int k = shares.shape().dim(1);
    Tensor part = shares.plus(SMOOTHING).over(1 + k * SMOOTHING);
    Tensor sizes = part.sum(0).reshape(k, 1);
    Tensor means = part.matmul(points, true, false).over(sizes);
    Tensor products = points.reshape(n, d, 1).times(points.reshape(n, 1, d)).reshape(n, d * d);
    Tensor second = part.matmul(products, true, false).over(sizes).reshape(k, d, d);
    Tensor square = means.reshape(k, d, 1).times(means.reshape(k, 1, d));
    return new Moments(sizes.over(n).log().reshape(k), means, second.minus(square).plus(floor(d)));
  }

  private static Tensor floor(int d) {
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      values[i * d + i] = FLOOR * FLOOR;
    }
    return Tensor.of(Shape.of(d, d), values);
  }
}
