package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vae4j.core.kernel.NoiseStream;

class ClustersTest {
  private static final int[] SIZES = {50, 100, 250};
  private static final double[][] CENTRES = {{0, 0}, {5, 5}, {-5, 4}};
  private static final double[][] SPREADS = {{1, 0.1}, {0.3, 0.3}, {0.2, 1}};

  /** Three groups, the points of each next to each other. */
  private static Tensor points() {
    double[] flat = new double[2 * Arrays.stream(SIZES).sum()];
    NoiseStream.fill(NoiseKind.NORMAL, NoiseStream.rowKey(7, 0, 0), flat, 0, flat.length);
    for (int i = 0; i < flat.length; i++) {
      int k = group(i / 2);
      flat[i] = CENTRES[k][i % 2] + SPREADS[k][i % 2] * flat[i];
    }
    return Tensor.of(Shape.of(flat.length / 2, 2), flat);
  }

  private static int group(int point) {
    return point < SIZES[0] ? 0 : point < SIZES[0] + SIZES[1] ? 1 : 2;
  }

  @Test
  void of_groupsThatLieApart_findsThem() {
    Clusters clusters = Clusters.of(points(), 3, 1);
    int[] found = clusters.assignments();
    int[] nameOf = {found[0], found[SIZES[0]], found[found.length - 1]};
    for (int i = 0; i < found.length; i++) {
      assertEquals(nameOf[group(i)], found[i], "point " + i);
    }
    for (int k = 0; k < 3; k++) {
      for (int d = 0; d < 2; d++) {
        assertEquals(CENTRES[k][d], clusters.means().at(nameOf[k], d), 0.4);
      }
      assertEquals(k, group(clusters.medoids()[nameOf[k]]));
    }
  }

  @Test
  void medoids_areTheNearestPoints() {
    Tensor line = Tensor.of(Shape.of(5, 1), 0.0, 1.0, 5.0, 20.0, 22.0);
    Clusters clusters = Clusters.of(line, 2, 1);
    int low = clusters.assignments()[0];
    assertEquals(1, clusters.medoids()[low]);
    assertEquals(2, clusters.means().at(low, 0), 1e-12);
    assertEquals(4 + 1 + 9 + 1 + 1, clusters.inertia(), 1e-12);
  }

  @Test
  void of_oneSeed_givesOneResult() {
    Tensor points = points();
    assertArrayEquals(
        Clusters.of(points, 7, 3).assignments(), Clusters.of(points, 7, 3).assignments());
  }

  @Test
  void of_anySeed_endsWithLessInertiaThanFewerClusters() {
    Tensor points = points();
    for (int seed = 0; seed < 5; seed++) {
      double three = Clusters.of(points, 3, seed).inertia();
      assertTrue(three < Clusters.of(points, 2, seed).inertia() / 4);
      assertTrue(Clusters.of(points, 4, seed).inertia() < three);
    }
  }

  @Test
  void of_equalPoints_leavesGroupsEmpty() {
    Clusters clusters = Clusters.of(Tensor.zeros(Shape.of(5, 2)), 3, 1);
    assertEquals(0, clusters.inertia());
    assertEquals(3, clusters.medoids().length);
  }

  @Test
  void of_endsWhereEachPointIsNearestToTheMiddleOfItsGroup() {
    Tensor points = points();
    Clusters clusters = Clusters.of(points, 7, 3);
    int[] found = clusters.assignments();
    double[][] sums = new double[7][3];
    for (int i = 0; i < found.length; i++) {
      int nearest = 0;
      for (int k = 1; k < 7; k++) {
        nearest =
            squared(points, i, clusters, k) < squared(points, i, clusters, nearest) ? k : nearest;
      }
      assertEquals(nearest, found[i], "point " + i);
      sums[found[i]][0] += points.at(i, 0);
      sums[found[i]][1] += points.at(i, 1);
      sums[found[i]][2]++;
    }
    for (int k = 0; k < 7; k++) {
      assertEquals(sums[k][0] / sums[k][2], clusters.means().at(k, 0), 1e-12);
      assertEquals(sums[k][1] / sums[k][2], clusters.means().at(k, 1), 1e-12);
    }
  }

  private static double squared(Tensor points, int i, Clusters clusters, int k) {
    double across = points.at(i, 0) - clusters.means().at(k, 0);
    double up = points.at(i, 1) - clusters.means().at(k, 1);
    return across * across + up * up;
  }

  @Test
  void of_asManyGroupsAsDifferentPoints_givesEachItsOwn() {
    double[] flat = new double[300];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = i < 297 ? 0 : i;
    }
    for (int seed = 0; seed < 5; seed++) {
      Clusters clusters = Clusters.of(Tensor.of(Shape.of(300, 1), flat), 4, seed);
      assertEquals(0, clusters.inertia());
      assertEquals(4, Arrays.stream(clusters.assignments()).distinct().count());
    }
  }

  @Test
  void of_fewerPointsThanGroups_isRefused() {
    Tensor five = Tensor.zeros(Shape.of(5, 2));
    assertEquals(
        "k-means: points must be [N, D] and clusters lie in 1..N; got [5, 2] and 6",
        assertThrows(IllegalArgumentException.class, () -> Clusters.of(five, 6, 1)).getMessage());
  }

  @Test
  void of_pointsThatAreNotFinite_isRefused() {
    for (double x : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      Tensor points = Tensor.of(Shape.of(3, 2), 0.0, 1.0, 2.0, 3.0, x, 5.0);
      assertEquals(
          "k-means: points must be finite; got " + x + " in row 2",
          assertThrows(IllegalArgumentException.class, () -> Clusters.of(points, 2, 1))
              .getMessage());
    }
  }
}
