package org.vae4j.core;

import java.util.Arrays;
import org.hipparchus.random.RandomGenerator;

/**
 * One start of k-means: means chosen by k-means++, then moved to the middle of the points nearest
 * to them until none changes. Source: Lloyd (1982); Arthur, Vassilvitskii (2007).
 *
 * <p>Distances run over all means, or all points, at once: coordinates lie together, so that one
 * loop without a dependence adds the same coordinate to all of them.
 */
final class Lloyd {
  private static final int ITERATIONS = 100;

  /** In the place of the distance of a point that is a mean already. */
  private static final double TAKEN = -1;

  private final double[][] points;
  private final double[][] means;
  private final int[] assignments;

  /** The squared distance of each point from the mean nearest to it. */
  private final double[] distances;

  /** Groups {@code points [N][D]} about {@code count} means, N at most. */
  Lloyd(double[][] points, int count, RandomGenerator random) {
    this.points = points;
    this.means = chosen(points, count, random);
    this.assignments = new int[points.length];
    this.distances = new double[points.length];
    assign();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      boolean refilled = move();
      if (assign() == 0 && !refilled) {
        return;
      }
    }
  }

  /** The means, {@code [K][D]}. */
  double[][] means() {
    return means;
  }

  /** The number of the mean nearest to each point. */
  int[] assignments() {
    return assignments;
  }

  /** Different points, each chosen by its squared distance from those before it. */
  private static double[][] chosen(double[][] points, int count, RandomGenerator random) {
    double[][] columns = columns(points);
    double[] least = new double[points.length];
    double[] distances = new double[points.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    double[][] chosen = new double[count][];
    int next = random.nextInt(points.length);
    for (int k = 0; k < count; k++) {
      chosen[k] = points[next].clone();
      distances(points[next], columns, distances);
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], distances[i]);
      }
      least[next] = TAKEN;
      next = k + 1 < count ? next(least, random.nextDouble()) : next;
    }
    return chosen;
  }

  /** The point that a number from 0 to 1 falls on, each as wide as its distance. */
  private static int next(double[] least, double part) {
    double all = 0;
    for (double distance : least) {
      all += Math.max(0, distance);
    }
    double sum = 0;
    int last = 0;
    for (int i = 0; i < least.length; i++) {
      if (least[i] != TAKEN) {
        last = i;
        sum += least[i];
        if (sum >= part * all) {
          return i;
        }
      }
    }
    return last;
  }

  private static double[][] columns(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = rows[i][d];
      }
    }
    return columns;
  }

  /** The squared distances of one point from those that lie in {@code columns [D][n]}. */
  private static void distances(double[] point, double[][] columns, double[] result) {
    Arrays.fill(result, 0);
    for (int d = 0; d < point.length; d++) {
      add(point[d], columns[d], result);
    }
  }

  private static void add(double coordinate, double[] column, double[] result) {
    for (int i = 0; i < result.length; i++) {
      double gap = coordinate - column[i];
      result[i] += gap * gap;
    }
  }

  /** Gives each point to the mean nearest to it; how many that was another one for before. */
  private int assign() {
    double[][] columns = columns(means);
    double[] all = new double[means.length];
    int changes = 0;
    for (int i = 0; i < points.length; i++) {
      distances(points[i], columns, all);
      int nearest = 0;
      for (int k = 1; k < all.length; k++) {
        nearest = all[k] < all[nearest] ? k : nearest;
      }
      changes += nearest == assignments[i] ? 0 : 1;
      assignments[i] = nearest;
      distances[i] = all[nearest];
    }
    return changes;
  }

  /**
   * Moves each mean to the middle of its points, one without any to the point farthest from its
   * own; whether there was such a one and such a point.
   */
  private boolean move() {
    int[] sizes = new int[means.length];
    for (double[] mean : means) {
      Arrays.fill(mean, 0);
    }
    for (int i = 0; i < points.length; i++) {
      double[] mean = means[assignments[i]];
      sizes[assignments[i]]++;
      for (int d = 0; d < mean.length; d++) {
        mean[d] += points[i][d];
      }
    }
    boolean refilled = false;
    for (int k = 0; k < means.length; k++) {
      if (sizes[k] > 0) {
        for (int d = 0; d < means[k].length; d++) {
          means[k][d] /= sizes[k];
        }
      } else {
        refilled |= refill(k);
      }
    }
    return refilled;
  }

  private boolean refill(int k) {
    int farthest = 0;
    for (int i = 1; i < distances.length; i++) {
      farthest = distances[i] > distances[farthest] ? i : farthest;
    }
    System.arraycopy(points[farthest], 0, means[k], 0, means[k].length);
    boolean apart = distances[farthest] > 0;
    distances[farthest] = 0;
    return apart;
  }
}
