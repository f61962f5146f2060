package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.core.verify.Cubature;

class PlanarTest {
  private static double[] at(Planar planar, double[][] points) {
    return Arrays.stream(points)
        .mapToDouble(p -> Math.exp(planar.logDensity(p[0], p[1])))
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void density_integratesToOne(Planar planar) {
    double mass =
        Cubature.integrate(
                points -> at(planar, points), new double[] {-4, -4}, new double[] {4, 4}, 1e-4)
            .value();
    assertEquals(1, mass, 2e-4);
  }

  /** The share of points in each cell of a grid is the integral of the density over it. */
  @ParameterizedTest
  @EnumSource
  void points_areOfTheDensity(Planar planar) {
    Split train = planar.dataset(0).train();
    int cells = 8;
    int[] counts = new int[cells * cells];
    float[] point = new float[2];
    for (int i = 0; i < train.size(); i++) {
      train.fill(i, point, 0);
      int column = (int) Math.floor(point[0] + 4);
      int row = (int) Math.floor(point[1] + 4);
      assertTrue(column >= 0 && column < cells && row >= 0 && row < cells, "within the board");
      counts[row * cells + column]++;
    }
    double chiSquare = 0;
    int used = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      double x = cell % cells - 4;
      double y = Math.floorDiv(cell, cells) - 4;
      double expected =
          train.size()
              * Cubature.integrate(
                      points -> at(planar, points),
                      new double[] {x, y},
                      new double[] {x + 1, y + 1},
                      1e-6)
                  .value();
      if (expected > 5) {
        chiSquare += (counts[cell] - expected) * (counts[cell] - expected) / expected;
        used++;
      } else {
        assertTrue(counts[cell] <= 20, "cell " + cell + ": " + counts[cell]);
      }
    }
    assertTrue(used > 10);
    assertEquals(used, chiSquare, 4 * Math.sqrt(2.0 * used), planar.title());
  }

  @ParameterizedTest
  @EnumSource
  void points_areAFunctionOfSeedAndIndex(Planar planar) {
    assertEquals(planar.dataset(0).sha256(), Datasets.load(planar.title()).sha256());
    assertNotEquals(planar.dataset(0).sha256(), planar.dataset(1).sha256());
    assertNotEquals(planar.dataset(0).valid().sha256(), planar.dataset(0).test().sha256());
  }

  @ParameterizedTest
  @CsvSource({"PINWHEEL, 5", "RINGS, 3", "CHECKERBOARD, 8"})
  void labels_areTheParts(Planar planar, int parts) {
    Split test = planar.dataset(0).test();
    int[] counts = new int[parts];
    for (int i = 0; i < test.size(); i++) {
      counts[test.label(i)]++;
    }
    assertTrue(Arrays.stream(counts).allMatch(count -> count > 150), Arrays.toString(counts));
  }

  @Test
  void logDensity_farFromTheData_isFinite() {
    for (Planar planar : new Planar[] {Planar.PINWHEEL, Planar.RINGS}) {
      for (double x = -8; x <= 8; x += 0.37) {
        double far = planar.logDensity(x, 7.1);
        assertTrue(far < -50 && far > Double.NEGATIVE_INFINITY, planar + " at " + x + ": " + far);
      }
    }
  }
}
