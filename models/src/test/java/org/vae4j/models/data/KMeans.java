package org.vae4j.models.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means on raw pixels, seeded by k-means++, and the accuracy of its best match to the
 * labels. Images are mostly empty, so distances run over the ink alone: |x - c|^2 = |x|^2 - 2 x.c +
 * |c|^2.
 */
final class KMeans {
  private static final int MAX_ITERATIONS = 100;

  private final int[][] ink;
  private final float[][] values;
  private final double[] squared;
  private final double[][] centres;
  private final double[] centreSquared;
  private final int[] cluster;
  private double inertia = Double.POSITIVE_INFINITY;

  private KMeans(Split split, int clusters) {
    this.ink = new int[split.size()][];
    this.values = new float[split.size()][];
    this.squared = new double[split.size()];
    this.centres = new double[clusters][split.features()];
    this.centreSquared = new double[clusters];
    this.cluster = new int[split.size()];
    float[] row = new float[split.features()];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, row, 0);
      ink[i] = IntStream.range(0, row.length).filter(p -> row[p] != 0).toArray();
      values[i] = new float[ink[i].length];
      for (int p = 0; p < ink[i].length; p++) {
        values[i][p] = row[ink[i][p]];
        squared[i] += values[i][p] * values[i][p];
      }
    }
  }

  /** The share of examples whose cluster, in the restart of least inertia, matches their label. */
  static double accuracy(Split split, int clusters, int restarts, long seed) {
    KMeans run = new KMeans(split, clusters);
    double least = Double.POSITIVE_INFINITY;
    int[] best = null;
    for (int restart = 0; restart < restarts; restart++) {
      run.fit(Mix.key("k-means", seed, restart));
      if (run.inertia < least) {
        least = run.inertia;
        best = run.cluster.clone();
      }
    }
    int[][] counts = new int[clusters][clusters];
    for (int i = 0; i < best.length; i++) {
      counts[best[i]][split.label(i)]++;
    }
    return (double) bestMatch(counts) / best.length;
  }

  /** The largest sum of one entry a row and column, by dynamic programming over column sets. */
  static int bestMatch(int[][] counts) {
    int n = counts.length;
    int[] best = new int[1 << n];
    for (int used = 0; used < best.length; used++) {
      int row = Integer.bitCount(used);
      for (int column = 0; column < n; column++) {
        int with = used | 1 << column;
        if (with != used) {
          best[with] = Math.max(best[with], best[used] + counts[row][column]);
        }
      }
    }
    return best[best.length - 1];
  }

  private void fit(long key) {
    seed(key);
    inertia = Double.POSITIVE_INFINITY;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double before = inertia;
      assign();
      if (!(inertia < before)) {
        return;
      }
      update();
    }
  }

  private void seed(long key) {
    double[] nearest = new double[ink.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int chosen = Mix.below(ink.length, Mix.bits(key, 0));
    for (int c = 0; c < centres.length; c++) {
      Arrays.fill(centres[c], 0);
      add(chosen, centres[c]);
      centreSquared[c] = squared[chosen];
      double total = 0;
      for (int i = 0; i < ink.length; i++) {
        nearest[i] = Math.min(nearest[i], squaredDistance(i, c));
        total += nearest[i];
      }
      double mark = Mix.unit(Mix.bits(key, c + 1)) * total;
      for (chosen = 0; chosen < ink.length - 1 && mark >= nearest[chosen]; chosen++) {
        mark -= nearest[chosen];
      }
    }
  }

  private void assign() {
    inertia = 0;
    for (int i = 0; i < ink.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < centres.length; c++) {
        double distance = squaredDistance(i, c);
        if (distance < least) {
          least = distance;
          cluster[i] = c;
        }
      }
      inertia += least;
    }
  }

  private void update() {
    int[] members = new int[centres.length];
    double[][] sums = new double[centres.length][centres[0].length];
    for (int i = 0; i < ink.length; i++) {
      members[cluster[i]]++;
      add(i, sums[cluster[i]]);
    }
    for (int c = 0; c < centres.length; c++) {
      if (members[c] == 0) {
        continue;
      }
      centreSquared[c] = 0;
      for (int p = 0; p < centres[c].length; p++) {
        centres[c][p] = sums[c][p] / members[c];
        centreSquared[c] += centres[c][p] * centres[c][p];
      }
    }
  }

  private void add(int example, double[] sum) {
    for (int p = 0; p < ink[example].length; p++) {
      sum[ink[example][p]] += values[example][p];
    }
  }

  private double squaredDistance(int example, int centre) {
    int[] at = ink[example];
    float[] value = values[example];
    double[] c = centres[centre];
    double product = 0;
    for (int p = 0; p < at.length; p++) {
      product += value[p] * c[at[p]];
    }
    return Math.max(0, squared[example] - 2 * product + centreSquared[centre]);
  }
}
