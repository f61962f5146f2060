package org.vae4j.priors;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Weights, means and covariances of K groups of points that belong to each group by a share: the
 * M-step of expectation maximisation for a mixture of Gaussians. Source: Dempster, Laird, Rubin
 * (1977).
 *
 * <p>Squares are of distances from a group's own mean, so that groups far from the origin keep
 * their digits. No more is held than the points once again.
 */
final class Moments {
  /** The part that every point has in every group, so that none is empty. */
  private static final double SMOOTHING = 1e-6;

  /** Its square is added to every variance, so that a group of few points has a width. */
  private static final double FLOOR = 0.01;

  private final Tensor points;
  private final double[] point;
  private final double[] part;
  private final Tensor sizes;
  private final Tensor means;

  private Moments(Tensor points, double[] part, int groups) {
    this.points = points;
    this.point = points.toDoubleArray();
    this.part = part;
    double[] size = new double[groups];
    for (int each = 0; each < part.length; each++) {
      size[each % groups] += part[each];
    }
    this.sizes = Tensor.of(Shape.of(groups, 1), size);
    this.means =
        Tensor.of(Shape.of(groups, width()), sums(new double[width()][], Moments::addPart))
            .over(sizes);
  }

  /** Of points {@code [N, D]} with shares {@code [N, K]}, each row of which sums to 1. */
  static Moments of(Tensor points, Tensor shares) {
    return of(points, shares.toDoubleArray(), shares.shape().dim(1));
  }

  /** As above with the shares in {@code groups} groups row by row. */
  static Moments of(Tensor points, double[] shares, int groups) {
    double[] part = new double[shares.length];
    double whole = 1 / (1 + groups * SMOOTHING);
    for (int each = 0; each < part.length; each++) {
      part[each] = (shares[each] + SMOOTHING) * whole;
    }
    return new Moments(points, part, groups);
  }

  private int groups() {
    return sizes.shape().dim(0);
  }

  private int width() {
    return points.shape().dim(1);
  }

  /** What every group adds up of a coordinate: its part times a power of a distance. */
  @FunctionalInterface
  private interface Term {
    void addTo(double[] sums, double coordinate, double[] parts, double[] means);
  }

  /**
   * Sums over points, {@code [K, D]}. All groups are added to in one loop without a dependence, so
   * that this takes a fraction of what it would as operations on tensors.
   */
  private double[] sums(double[][] means, Term term) {
    int groups = groups();
    double[][] columns = new double[width()][groups];
    double[] own = new double[groups];
    for (int row = 0; row < points.shape().dim(0); row++) {
      System.arraycopy(part, row * groups, own, 0, groups);
      for (int d = 0; d < columns.length; d++) {
        term.addTo(columns[d], point[row * columns.length + d], own, means[d]);
      }
    }
    double[] sums = new double[groups * columns.length];
    for (int each = 0; each < sums.length; each++) {
      sums[each] = columns[each % columns.length][each / columns.length];
    }
    return sums;
  }

  private static void addPart(double[] sums, double coordinate, double[] parts, double[] unused) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += parts[k] * coordinate;
    }
  }

  private static void addSquare(double[] sums, double coordinate, double[] parts, double[] means) {
    for (int k = 0; k < sums.length; k++) {
      double off = coordinate - means[k];
      sums[k] += parts[k] * off * off;
    }
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
    double[] mean = means.toDoubleArray();
    double[][] columns = new double[width()][groups()];
    for (int each = 0; each < mean.length; each++) {
      columns[each % columns.length][each / columns.length] = mean[each];
    }
    return Tensor.of(means.shape(), sums(columns, Moments::addSquare))
        .over(sizes)
        .plus(FLOOR * FLOOR);
  }

  /** {@code [K, D, D]}. */
  Tensor covariances() {
    int d = width();
    List<Tensor> sums =
        IntStream.range(0, groups()).mapToObj(this::products).map(this::asRow).toList();
    Shape shape = Shape.of(groups(), d, d);
    return Tensor.concat(0, sums)
        .reshape(shape)
        .over(sizes.reshape(Shape.of(groups(), 1, 1)))
        .plus(floor(d));
  }

  /** The sum of products of distances from the mean of a group, {@code [D, D]}. */
  private Tensor products(int group) {
    int n = points.shape().dim(0);
    double[] own = new double[n];
    Arrays.setAll(own, row -> part[row * groups() + group]);
    Tensor off = points.minus(means.slice(0, group, group + 1));
    return off.times(Tensor.of(Shape.of(n, 1), own)).matmul(off, true, false);
  }

  private Tensor asRow(Tensor square) {
    return square.reshape(Shape.of(1, square.shape().size()));
  }

  private static Tensor floor(int d) {
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      values[i * d + i] = FLOOR * FLOOR;
    }
    return Tensor.of(Shape.of(d, d), values);
  }
}
