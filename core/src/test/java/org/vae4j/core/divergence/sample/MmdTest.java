package org.vae4j.core.divergence.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;

/** Both statistics against loops over all pairs, their bias, and the fault of a lost diagonal. */
class MmdTest {
  /** A statistic of two samples, so that a faulty one can be put to the same tests. */
  @FunctionalInterface
  private interface Statistic {
    double of(Doubles x, Doubles y, Kernel<Doubles> kernel);
  }

  private static final Statistic U = (x, y, k) -> Mmd.uStatistic(x, y, k).scalar();
  private static final Statistic V = (x, y, k) -> Mmd.vStatistic(x, y, k).scalar();

  /** U without the diagonal of the cross kernel, divided by N^2 all the same. */
  private static final Statistic LOST_DIAGONAL =
      (x, y, k) -> {
        Doubles cross = k.of(Samples.squaredDistances(x, y)).diagonal();
        int n = x.shape().dim(0);
        return U.of(x, y, k) + 2 * cross.sum().scalar() / ((double) n * n);
      };

  private static Kernel<Doubles> kernel(String name, String argument, Doubles x, Doubles y) {
    double[] numbers = SampleCases.vector(argument);
    return switch (name.substring(2)) {
      case "rbf" -> Kernel.rbf(numbers);
      case "median" -> Kernel.rbfByMedian(x, y);
      default -> Kernel.multiquadric(x.shape().dim(-1), numbers[0]);
    };
  }

  private static void checkGolden(String prefix, boolean equalSizes, Statistic statistic) {
    int cases = 0;
    for (String[] row : Golden.words("samples.txt")) {
      Doubles x = SampleCases.matrix(row[1]);
      Doubles y = SampleCases.matrix(row[2]);
      boolean square = x.shape().equals(y.shape());
      if (row[0].startsWith(prefix) && (square || !equalSizes)) {
        double value = statistic.of(x, y, kernel(row[0], row[3], x, y));
        double largest = row[0].endsWith("multiquadric") ? 7 : 3;
        assertEquals(
            Double.parseDouble(row[4]), value, 4e-15 * largest * 10, String.join(" ", row));
        cases++;
      }
    }
    assertTrue(cases >= 24, prefix + " cases: " + cases);
  }

  @Test
  void statistics_ofEveryGoldenCase_matchLoopsOverPairs() {
    checkGolden("u-", false, U);
    checkGolden("v-", false, V);
  }

  @Test
  void golden_aLostCrossDiagonal_isCaught() {
    assertThrows(AssertionError.class, () -> checkGolden("u-", true, LOST_DIAGONAL));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "0.7, 0.5, 1", "-1, 2, 0.6"})
  void uStatistic_ofGaussians_averagesToTheClosedForm(double mean, double sd, double width) {
    double expected = closed(3, mean, sd, width);
    double z = zScore(U, Kernel.rbf(width), mean, sd, expected);
    assertTrue(Math.abs(z) < 4, "z = " + z + " around " + expected);
  }

  @Test
  void uStatistic_lostDiagonalOrSelfPairs_wouldNotAverageToTheClosedForm() {
    double expected = closed(3, 0, 1, 1);
    assertTrue(zScore(LOST_DIAGONAL, Kernel.rbf(1), 0, 1, expected) > 10);
    assertTrue(zScore(V, Kernel.rbf(1), 0, 1, expected) > 10);
  }

  @Test
  void uStatistic_ofOneDistribution_averagesToZeroAndIsNegativeAtTimes() {
    Kernel<Doubles> kernel = Kernel.multiquadric(3, 1);
    double z = zScore(U, kernel, 0, 1, 0);
    assertTrue(Math.abs(z) < 4, "z = " + z);
    SplittableRandom stream = new SplittableRandom(8);
    long negative = 0;
    for (int i = 0; i < 100; i++) {
      negative += U.of(normal(0, 1, stream), normal(0, 1, stream), kernel) < 0 ? 1 : 0;
    }
    assertTrue(negative > 20, "negative: " + negative);
  }

  private static Doubles normal(double mean, double sd, SplittableRandom stream) {
    return SampleCases.normal(12, 3, mean, sd, stream);
  }

  /** How many standard errors the mean of 600 draws lies above what is expected. */
  private static double zScore(
      Statistic statistic, Kernel<Doubles> kernel, double mean, double sd, double expected) {
    SplittableRandom stream = new SplittableRandom(7);
    int draws = 600;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double value = statistic.of(normal(0, 1, stream), normal(mean, sd, stream), kernel);
      sum += value;
      squares += value * value;
    }
    double average = sum / draws;
    double error = Math.sqrt((squares / draws - average * average) / (draws - 1));
    return (average - expected) / error;
  }

  /** MMD^2 between N(0, I) and N(m, s^2 I) in D dimensions under the kernel of width b. */
  private static double closed(int d, double mean, double sd, double b) {
    return overlap(d, 0, 2, b)
        + overlap(d, 0, 2 * sd * sd, b)
        - 2 * overlap(d, mean, 1 + sd * sd, b);
  }

  private static double overlap(int d, double gap, double variance, double b) {
    double whole = b * b + variance;
    return Math.pow(b * b / whole, d / 2.0) * Math.exp(-d * gap * gap / (2 * whole));
  }

  @Test
  void vStatistic_identicalSamples_isZeroAndNeverNegative() {
    SplittableRandom stream = new SplittableRandom(3);
    for (int n = 1; n < 30; n++) {
      Doubles x = SampleCases.normal(n, 2, 1e6, 1, stream);
      Doubles near = x.plus(1e-7);
      for (Kernel<Doubles> kernel : kernels(x)) {
        assertEquals(0, V.of(x, x, kernel), 4e-14);
        assertTrue(V.of(x, near, kernel) >= 0);
      }
    }
  }

  private static List<Kernel<Doubles>> kernels(Doubles x) {
    return List.of(Kernel.multiquadric(2, 1), Kernel.rbfByMedian(x, x), Kernel.rbf(1));
  }

  @Test
  void statistics_farFromTheOrigin_areThoseOfTheShiftedSamples() {
    SplittableRandom stream = new SplittableRandom(4);
    Doubles x = SampleCases.normal(9, 2, 0, 1, stream);
    Doubles y = SampleCases.normal(7, 2, 0.5, 1, stream);
    Doubles a = x.plus(0x1p20).minus(0x1p20);
    Doubles b = y.plus(0x1p20).minus(0x1p20);
    Kernel<Doubles> kernel = Kernel.rbf(0.8);
    assertEquals(U.of(a, b, kernel), U.of(a.plus(0x1p20), b.plus(0x1p20), kernel), 1e-14);
  }

  @Test
  void statistics_ofABatch_areThoseOfEach() {
    SplittableRandom stream = new SplittableRandom(5);
    Doubles x = SampleCases.normal(12, 2, 0, 1, stream);
    Doubles y = SampleCases.normal(8, 2, 1, 1, stream);
    Doubles manyX = x.reshape(2, 6, 2);
    Doubles manyY = y.reshape(2, 4, 2);
    double[] u = Mmd.uStatistic(manyX, manyY, Kernel.rbfByMedian(manyX, manyY)).toDoubleArray();
    double[] v = Mmd.vStatistic(manyX, manyY, Kernel.multiquadric(2, 1)).toDoubleArray();
    for (int i = 0; i < 2; i++) {
      Doubles a = x.slice(0, 6 * i, 6 * i + 6);
      Doubles b = y.slice(0, 4 * i, 4 * i + 4);
      assertEquals(U.of(a, b, Kernel.rbfByMedian(a, b)), u[i], 1e-15);
      assertEquals(V.of(a, b, Kernel.multiquadric(2, 1)), v[i], 1e-15);
    }
  }

  @Test
  void rbfByMedian_allPointsEqual_isFinite() {
    Doubles x = Doubles.of(Shape.of(3, 1), 2, 2, 2);
    assertEquals(0, U.of(x, x, Kernel.rbfByMedian(x, x)));
    assertEquals(1, Kernel.medianDistance(x, x).scalar());
  }

  @Test
  void statistics_whatTheyCannotAnswer_isRefused() {
    Doubles one = Doubles.of(Shape.of(1, 2), 1, 2);
    Doubles two = Doubles.of(Shape.of(2, 2), 1, 2, 3, 4);
    assertEquals(
        "mmd: U-statistic: x and y must hold at least 2 points each; got x [1, 2] and y [2, 2]",
        refusal(() -> Mmd.uStatistic(one, two, Kernel.rbf(1))));
    assertEquals(
        "mmd: V-statistic: x and y must be [.., N, D] and [.., M, D]; got x [2, 2] and y [1, 3]",
        refusal(() -> Mmd.vStatistic(two, Doubles.of(Shape.of(1, 3), 1, 2, 3), Kernel.rbf(1))));
    assertEquals(
        "kernel: bandwidths must be > 0 and finite; got [1.0, NaN]",
        refusal(() -> Kernel.rbf(1, Double.NaN)));
    assertEquals(
        "kernel: sd must be > 0 and finite; got [0.0]", refusal(() -> Kernel.multiquadric(3, 0)));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
