package org.vae4j.core;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.Clusterable;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.random.Well19937c;

/**
 * Points in groups about their means, by k-means: the best of ten starts, each by k-means++.
 * Source: Lloyd (1982); Arthur, Vassilvitskii (2007), "k-means++: the advantages of careful
 * seeding".
 */
public final class Clusters {
  private static final int STARTS = 10;
  private static final int ITERATIONS = 100;

  private final double[][] points;
  private final double[][] means;
  private final int[][] members;

  private record Point(int index, double[] values) implements Clusterable {
    @Override
    public double[] getPoint() {
      return values;
    }
  }

  private Clusters(double[][] points, List<CentroidCluster<Point>> found) {
    this.points = points;
    this.means = new double[found.size()][];
    this.members = new int[found.size()][];
    for (int k = 0; k < members.length; k++) {
      means[k] = found.get(k).getCenter().getPoint().clone();
      members[k] = found.get(k).getPoints().stream().mapToInt(Point::index).toArray();
    }
  }

  /**
   * {@code count} groups of the rows of {@code points [N, D]}, by {@code seed} alone; where there
   * are fewer different rows, some are empty. Throws {@code IllegalArgumentException} unless there
   * are as many rows.
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
    List<Point> all = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      all.add(new Point(i, rows[i]));
    }
    Clusters best = null;
    for (int start = 0; start < STARTS; start++) {
      Well19937c random = new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), start});
      List<CentroidCluster<Point>> found =
          new KMeansPlusPlusClusterer<Point>(count, ITERATIONS, new EuclideanDistance(), random)
              .cluster(all);
      Clusters candidate = new Clusters(rows, found);
      best = best == null || candidate.inertia() < best.inertia() ? candidate : best;
    }
    return best;
  }

  private static double[][] rows(Tensor points) {
    double[] flat = points.toDoubleArray();
    double[][] rows = new double[points.shape().dim(0)][points.shape().dim(1)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * rows[i].length, rows[i], 0, rows[i].length);
    }
    return rows;
  }

  /** The sum of squared distances of the points from the means of their groups. */
  public double inertia() {
    double sum = 0;
    for (int k = 0; k < members.length; k++) {
      for (int member : members[k]) {
        sum += squaredDistance(points[member], means[k]);
      }
    }
    return sum;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  /** The group of each point, counted from 0. */
  public int[] assignments() {
    int[] result = new int[points.length];
    for (int k = 0; k < members.length; k++) {
      for (int member : members[k]) {
        result[member] = k;
      }
    }
    return result;
  }

  /** The means, {@code [K, D]}. */
  public Tensor means() {
    int d = points[0].length;
    double[] flat = new double[members.length * d];
    for (int k = 0; k < members.length; k++) {
      System.arraycopy(means[k], 0, flat, k * d, d);
    }
    return Tensor.of(Shape.of(members.length, d), flat);
  }

  /** The member nearest to the mean of each group, by its row; 0 for an empty group. */
  public int[] medoids() {
    int[] result = new int[members.length];
    for (int k = 0; k < members.length; k++) {
      double least = Double.POSITIVE_INFINITY;
      for (int member : members[k]) {
        double distance = squaredDistance(points[member], means[k]);
        if (distance < least) {
          least = distance;
          result[k] = member;
        }
      }
    }
    return result;
  }
}
