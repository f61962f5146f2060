package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * How well clusters, such as the components of a mixture prior, agree with labels that training did
 * not see. The numbers that stand for clusters and for labels have no meaning of their own.
 *
 * @param accuracy the share of examples whose cluster is the partner of their label, under the best
 *     matching of each cluster with one label at most. Source: Yang et al. (2010); Kuhn (1955) for
 *     the matching
 * @param purity the share of examples whose label is the most frequent of their cluster: the
 *     accuracy where several clusters may share a label, 1 where each example has its own cluster
 * @param normalizedMutualInformation the mutual information of cluster and label, divided by the
 *     arithmetic mean of their entropies; 1 where neither varies
 * @param adjustedRandIndex the share of pairs of examples on which the two agree, so scaled that
 *     chance gives 0 on average and equality 1. Source: Hubert, Arabie (1985)
 */
public record Clustering(
    double accuracy, double purity, double normalizedMutualInformation, double adjustedRandIndex) {

  /**
   * The agreement of one cluster and one label for each example, both counted from 0. Throws {@code
   * IllegalArgumentException} unless there are equally many of them, at least 1, none negative.
   */
  public static Clustering of(int[] clusters, int[] labels) {
    if (!(clusters.length > 0 && clusters.length == labels.length)) {
      throw new IllegalArgumentException(
          "clustering: clusters and labels must be equally many, at least 1; got "
              + clusters.length
              + " and "
              + labels.length);
    }
    long[][] counts = new long[kinds("clusters", clusters)][kinds("labels", labels)];
    for (int i = 0; i < clusters.length; i++) {
      counts[clusters[i]][labels[i]]++;
    }
    return of(counts, clusters.length);
  }

  private static int kinds(String name, int[] values) {
    int least = Arrays.stream(values).min().orElseThrow();
    if (!(least >= 0)) {
      throw new IllegalArgumentException("clustering: " + name + " must be >= 0; got " + least);
    }
    return Arrays.stream(values).max().orElseThrow() + 1;
  }

  private static Clustering of(long[][] counts, long examples) {
    long[] rows = Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
    long[] columns = new long[counts[0].length];
    long pure = 0;
    for (long[] row : counts) {
      Arrays.setAll(columns, j -> columns[j] + row[j]);
      pure += Arrays.stream(row).max().orElseThrow();
    }
    return new Clustering(
        (double) Matching.best(counts) / examples,
        (double) pure / examples,
        normalizedInformation(counts, rows, columns, examples),
        adjustedRand(counts, rows, columns, examples));
  }

  private static double normalizedInformation(
      long[][] counts, long[] rows, long[] columns, double examples) {
    double byCluster = entropy(rows, examples);
    double byLabel = entropy(columns, examples);
    if (byCluster + byLabel == 0) {
      return 1;
    }
    double both = Arrays.stream(counts).mapToDouble(row -> entropy(row, examples)).sum();
    return Math.min(1, Math.max(0, 2 * (1 - both / (byCluster + byLabel))));
  }

  /** {@code -sum n/N log n/N} in nats. */
  private static double entropy(long[] counts, double examples) {
    return Arrays.stream(counts)
        .filter(n -> n > 0)
        .mapToDouble(n -> -n / examples * Math.log(n / examples))
        .sum();
  }

  private static double adjustedRand(long[][] counts, long[] rows, long[] columns, long examples) {
    double together = Arrays.stream(counts).mapToDouble(Clustering::pairs).sum();
    double byCluster = pairs(rows);
    double byLabel = pairs(columns);
    double all = pairs(new long[] {examples});
    double most = (byCluster + byLabel) / 2;
    double expected = all == 0 ? 0 : byCluster * byLabel / all;
    return most == expected ? 1 : (together - expected) / (most - expected);
  }

  /** Pairs of examples within the same count. */
  private static double pairs(long[] counts) {
    return Arrays.stream(counts).mapToDouble(n -> n * (n - 1.0) / 2).sum();
  }
}
