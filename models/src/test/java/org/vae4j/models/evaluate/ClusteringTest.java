package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusteringTest {
  private static final double EXACT = 1e-15;

  /**
   * Counts [[2, 1], [0, 3]]: matched 5 of 6; information log 2 + H(1/2) ... - H, in closed form;
   * pairs together 1 + 3, by cluster 3 + 3, by label 1 + 6, of 15.
   */
  @Test
  void smallTable_isWorkedOutByHand() {
    Clustering found = Clustering.of(new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 1, 1, 1, 1});
    assertEquals(5.0 / 6, found.accuracy(), EXACT);
    assertEquals(5.0 / 6, found.purity(), EXACT);
    double byLabel = Math.log(3) - 2.0 / 3 * Math.log(2);
    double both = Math.log(3) / 3 + Math.log(6) / 6 + Math.log(2) / 2;
    double information = Math.log(2) + byLabel - both;
    assertEquals(
        2 * information / (Math.log(2) + byLabel), found.normalizedMutualInformation(), EXACT);
    double expected = 6.0 * 7 / 15;
    assertEquals((4 - expected) / (6.5 - expected), found.adjustedRandIndex(), EXACT);
  }

  /** The example of the scikit-learn manual: 0.24 adjusted, and a negative index below chance. */
  @Test
  void adjustedRandIndex_hasThePublishedValues() {
    int[] labels = {0, 0, 0, 1, 1, 1};
    int[] clusters = {0, 0, 1, 1, 2, 2};
    assertEquals(0.24242424242424243, Clustering.of(clusters, labels).adjustedRandIndex(), EXACT);
    int[] halves = {0, 0, 1, 1};
    assertEquals(-0.5, Clustering.of(new int[] {0, 1, 0, 1}, halves).adjustedRandIndex(), EXACT);
  }

  @Test
  void renamedClusters_agreeFully() {
    Clustering found = Clustering.of(new int[] {7, 7, 2, 0, 2}, new int[] {1, 1, 0, 5, 0});
    assertEquals(new Clustering(1, 1, 1, 1), found);
  }

  @Test
  void oneCluster_saysNothing() {
    Clustering found = Clustering.of(new int[4], new int[] {0, 1, 2, 0});
    assertEquals(new Clustering(0.5, 0.5, 0, 0), found);
  }

  @Test
  void nothingToTellApart_agrees() {
    assertEquals(new Clustering(1, 1, 1, 1), Clustering.of(new int[3], new int[3]));
    assertEquals(new Clustering(1, 1, 1, 1), Clustering.of(new int[1], new int[1]));
  }

  @Test
  void moreClustersThanLabels_leaveSomeUnmatched() {
    Clustering found = Clustering.of(new int[] {0, 1, 2, 3, 4, 4}, new int[] {0, 0, 0, 1, 1, 1});
    assertEquals(3.0 / 6, found.accuracy());
    assertEquals(1, found.purity());
  }

  @Test
  void chance_scoresNothing() {
    Random random = new Random(3);
    int[] labels = random.ints(20_000, 0, 10).toArray();
    int[] clusters = random.ints(20_000, 0, 10).toArray();
    Clustering found = Clustering.of(clusters, labels);
    assertEquals(0, found.adjustedRandIndex(), 1e-3);
    assertEquals(0, found.normalizedMutualInformation(), 2e-3);
    assertEquals(0.1, found.accuracy(), 0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void matching_isTheBestOfAll(int size) {
    Random random = new Random(size);
    for (int trial = 0; trial < 30; trial++) {
      int rows = 1 + random.nextInt(size);
      int[][] counts = new int[size][size];
      long[][] gains = new long[rows][size];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < size; j++) {
          counts[i][j] = random.nextInt(trial % 2 == 0 ? 5 : 1000);
          gains[i][j] = counts[i][j];
        }
      }
      assertEquals(bestOfAll(counts), Matching.best(gains), Arrays.deepToString(gains));
    }
  }

  /** By dynamic programming over sets of columns. */
  private static long bestOfAll(int[][] counts) {
    int n = counts.length;
    long[] best = new long[1 << n];
    for (int used = 0; used < best.length; used++) {
      for (int column = 0; column < n; column++) {
        int with = used | 1 << column;
        if (with != used) {
          best[with] = Math.max(best[with], best[used] + counts[Integer.bitCount(used)][column]);
        }
      }
    }
    return best[best.length - 1];
  }

  @Test
  void manyClusters_leaveMostUnmatched() {
    Random random = new Random(1);
    int[] clusters = random.ints(10_000, 0, 2000).toArray();
    int[] labels = random.ints(10_000, 0, 10).toArray();
    assertTrue(Clustering.of(clusters, labels).accuracy() < 0.02);
  }

  @Test
  void badArguments_areRefused() {
    var lengths =
        assertThrows(IllegalArgumentException.class, () -> Clustering.of(new int[2], new int[3]));
    assertEquals(
        "clustering: clusters and labels must be equally many, at least 1; got 2 and 3",
        lengths.getMessage());
    var negative =
        assertThrows(
            IllegalArgumentException.class, () -> Clustering.of(new int[] {-1}, new int[1]));
    assertEquals("clustering: clusters must be >= 0; got -1", negative.getMessage());
  }
}
