package org.vae4j.core;

import java.util.Arrays;
import org.hipparchus.random.Well19937c;

/**
 * Points in groups about their means, by k-means: the best of some starts, each by k-means++.
 * Source: Lloyd (1982); Arthur, Vassilvitskii (2007), "k-means++: the advantages of careful
 * seeding".
 *
 * <p>There are ten starts, and fewer beyond a hundred groups (a thousand means in all, two starts
 * at least): the more groups, the less their sum of squares differs from start to start.
 */
public final class Clusters {
  private static final int STARTS = 10;
  private static final int FEWEST = 2;
  private static final int MEANS = 1000;

  private final double[][] points;
  private final double[][] means;
  private final int[] assignments;

  private Clusters(double[][] points, Lloyd found) {
    this.points = points;
    this.means = found.means();
    this.assignments = found.assignments();
  }

  /**
   * {@code count} groups of the rows of {@code points [N, D]}, by {@code seed} alone; where there
   * are fewer different rows, some are empty. Throws {@code IllegalArgumentException} unless there
   * are as many rows, all of finite numbers.
   */
  public static Clusters of(Tensor points, int count, long seed) {
    if (!(points.shape().rank() == 2 && count >= 1 && count <= points.shape().dim(0))) {
      throw new IllegalArgumentException(
          "k-means: points must be [N, D] and clusters lie in 1..N; got "
              + points.shape()
              + " and "
              + count);
    }
    double[][] rows = rows(points);
    int starts = Math.max(FEWEST, Math.min(STARTS, MEANS / count));
    Clusters best = null;
    for (int start = 0; start < starts; start++) {
      Well19937c random = new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), start});
      Clusters candidate = new Clusters(rows, new Lloyd(rows, count, random));
      best = best == null || candidate.inertia() < best.inertia() ? candidate : best;
    }
    return best;
  }

  private static double[][] rows(Tensor points) {
    double[] flat = points.toDoubleArray();
    double[][] rows = new double[points.shape().dim(0)][points.shape().dim(1)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * rows[i].length, rows[i], 0, rows[i].length);
      requireFinite(rows[i], i);
    }
    return rows;
  }

  private static void requireFinite(double[] point, int row) {
    for (double x : point) {
      if (!Double.isFinite(x)) {
        throw new IllegalArgumentException(
            "k-means: points must be finite; got " + x + " in row " + row);
      }
    }
  }

  /** The sum of squared distances of the points from the means of their groups. */
  public double inertia() {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum += distance(i);
    }
    return sum;
  }

  /** The squared distance of a point from the mean of its group. */
  private double distance(int point) {
    double[] mean = means[assignments[point]];
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      double gap = points[point][d] - mean[d];
      sum += gap * gap;
    }
    return sum;
  }

  /** The group of each point, counted from 0. */
  public int[] assignments() {
    return assignments.clone();
  }

  /** The means, {@code [K, D]}. */
  public Tensor means() {
    int d = points[0].length;
    double[] flat = new double[means.length * d];
    for (int k = 0; k < means.length; k++) {
      System.arraycopy(means[k], 0, flat, k * d, d);
    }
    return Tensor.of(Shape.of(means.length, d), flat);
  }

  /** The member nearest to the mean of each group, by its row; 0 for an empty group. */
  public int[] medoids() {
    int[] result = new int[means.length];
    double[] least = new double[means.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int i = 0; i < points.length; i++) {
      double distance = distance(i);
      if (distance < least[assignments[i]]) {
        least[assignments[i]] = distance;
        result[assignments[i]] = i;
      }
    }
    return result;
  }
}
