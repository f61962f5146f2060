package org.vae4j.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.core.NoiseKind;

class NoiseStreamTest {
  private static final int MANY = 1 << 20;

  /** Known answers of the reference implementation, Random123 1.14, {@code threefry2x32 20}. */
  @ParameterizedTest(name = "counter {0} {1}, key {2} {3}")
  @CsvSource({
    "00000000, 00000000, 00000000, 00000000, 6b200159, 99ba4efe",
    "ffffffff, ffffffff, ffffffff, ffffffff, 1cb996fc, bb002be7",
    "243f6a88, 85a308d3, 13198a2e, 03707344, c4923a9c, 483df7a0"
  })
  void threefry_givesTheKnownAnswers(
      String c0, String c1, String k0, String k1, String word0, String word1) {
    int[] x0 = {hex(c0)};
    int[] x1 = {hex(c1)};
    Threefry.hash(new int[] {hex(k0)}, new int[] {hex(k1)}, new int[1], x0, x1, 1);
    assertEquals(hex(word0), x0[0]);
    assertEquals(hex(word1), x1[0]);
  }

  private static int hex(String digits) {
    return Integer.parseUnsignedInt(digits, 16);
  }

  /**
   * Keys and draws agree with a transcription into Python integers and float64, which gives normals
   * 0.5497001, 0.1009812, -1.2330765, 1.7171113; frozen to the bit, because runs are reproduced by
   * it.
   */
  @Test
  void noise_ofAFixedKey_neverChanges() {
    long stream = NoiseStream.streamKey(42, "posterior", "train");
    long row = NoiseStream.rowKey(stream, 7, 3);
    assertEquals("97f0b948bc07f6b1", Long.toHexString(stream));
    assertEquals("23d5d2d14df9fa2a", Long.toHexString(row));
    assertEquals("3f0cb925 3dcecf38 bf9dd572 3fdbca4d", bits(NoiseKind.NORMAL, row));
    assertEquals("3f5afba1 3f0766f5 3ddb3c28 3f595fcf", bits(NoiseKind.UNIFORM, row));
    assertEquals("bf28d414 3e917141 400b6adc bf23224e", bits(NoiseKind.GUMBEL, row));
  }

  private static String bits(NoiseKind kind, long key) {
    float[] draws = new float[4];
    NoiseStream.fill(kind, key, draws, 0, 4);
    StringBuilder text = new StringBuilder();
    for (float draw : draws) {
      text.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(draw)));
    }
    return text.substring(1);
  }

  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  void fill_doesNotDependOnChunks(NoiseKind kind) {
    int n = 3001;
    float[] whole = new float[n];
    NoiseStream.fill(kind, 99, whole, 0, n);
    for (int chunk : new int[] {1, 2, 3, 40, 511, 1024, 1025, 2999}) {
      float[] pieces = new float[n + 5];
      for (int from = 0; from < n; from += chunk) {
        NoiseStream.fill(kind, 99, from, pieces, from + 5, Math.min(chunk, n - from));
      }
      assertArrayEquals(whole, Arrays.copyOfRange(pieces, 5, n + 5), "chunks of " + chunk);
    }
  }

  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  void fillRows_agreesWithRowByRow(NoiseKind kind) {
    for (int width : new int[] {1, 2, 7, 40, 1023, 1024, 2050}) {
      int rows = 9;
      long[] keys = new long[rows];
      Arrays.setAll(keys, row -> NoiseStream.rowKey(5, 1, row));
      float[] expected = new float[rows * width];
      for (int row = 0; row < rows; row++) {
        NoiseStream.fill(kind, keys[row], expected, row * width, width);
      }
      float[] actual = new float[rows * width + 2];
      NoiseStream.fillRows(kind, keys, 0, 4, width, actual, 1);
      NoiseStream.fillRows(kind, keys, 4, rows, width, actual, 1 + 4 * width);
      assertArrayEquals(expected, Arrays.copyOfRange(actual, 1, rows * width + 1));
      assertEquals(0, actual[0]);
      assertEquals(0, actual[rows * width + 1]);
    }
  }

  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  void doubles_areTheSameDraws(NoiseKind kind) {
    float[] floats = new float[50];
    double[] doubles = new double[52];
    NoiseStream.fill(kind, 3, floats, 0, 50);
    NoiseStream.fill(kind, 3, doubles, 2, 50);
    for (int i = 0; i < 50; i++) {
      assertEquals(floats[i], doubles[i + 2]);
    }
  }

  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  void extremeWords_giveFiniteDrawsWithinTheStatedRange(NoiseKind kind) {
    int[] extremes = {0, 1, 0x1ff, 0x200, 0xffff, 0x10000, 0x7fffffff, 0x80000000, -0x200, -2, -1};
    int n = extremes.length * extremes.length;
    int[] w0 = new int[n];
    int[] w1 = new int[n];
    Arrays.setAll(w0, i -> extremes[i / extremes.length]);
    Arrays.setAll(w1, i -> extremes[i % extremes.length]);
    float[][] draws = new float[2][n];
    Draws.draw(kind, w0, w1, draws[0], draws[1], n);
    for (float[] half : draws) {
      for (float x : half) {
        boolean inside =
            switch (kind) {
              case NORMAL -> Math.abs(x) < 6.8;
              case UNIFORM -> x > 0 && x < 1;
              case GUMBEL -> x > -2.9 && x < 22.9;
            };
        assertTrue(inside, kind + " gives " + x);
      }
    }
  }

  /** As {@link Draws} states: the error of a draw from its words, measured over all of them. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"NORMAL, 1e-6", "UNIFORM, 0", "GUMBEL, 2e-7"})
  void draws_areWithinTheirErrorOfTheFormulaInDouble(NoiseKind kind, double bound) {
    int n = TileKernels.TILE;
    int[] w0 = new int[n];
    int[] w1 = new int[n];
    float[] even = new float[n];
    float[] odd = new float[n];
    double worst = 0;
    SplittableRandom random = new SplittableRandom(21);
    for (int tile = 0; tile < 2048; tile++) {
      for (int i = 0; i < n; i++) {
        int few = random.nextInt(32);
        w0[i] = random.nextInt() >>> few;
        w1[i] = tile % 2 == 0 ? random.nextInt() : random.nextInt() >> random.nextInt(32);
      }
      Draws.draw(kind, w0, w1, even, odd, n);
      for (int i = 0; i < n; i++) {
        double[] exact = exact(kind, w0[i], w1[i]);
        worst = Math.max(worst, Math.abs(even[i] - exact[0]) / exact[2]);
        worst = Math.max(worst, Math.abs(odd[i] - exact[1]) / exact[3]);
      }
    }
    assertTrue(worst <= bound, kind + ": error " + worst);
    assertTrue(worst >= bound / 1.5, kind + ": bound is loose, error " + worst);
  }

  /** The two draws of a pair of words in float64, and what their errors are relative to. */
  private static double[] exact(NoiseKind kind, int w0, int w1) {
    double u0 = (float) ((Integer.toUnsignedLong(w0) + 0.5) * 0x1p-32);
    double u1 = (float) ((Integer.toUnsignedLong(w1) + 0.5) * 0x1p-32);
    return switch (kind) {
      case NORMAL -> {
        double radius = Math.sqrt(-2 * Math.log(u0));
        double t = ((w1 >>> 9) - 0x1p22 + 0.5) * 0x1p-22;
        yield new double[] {
          radius * Math.cos(Math.PI * t), radius * Math.sin(Math.PI * t), radius, radius
        };
      }
      case UNIFORM ->
          new double[] {((w0 >>> 9) + 0.5) * 0x1p-23, ((w1 >>> 9) + 0.5) * 0x1p-23, 1, 1};
      case GUMBEL -> {
        double e0 = -Math.log(-Math.log1p(-Math.min(u0, 1 - 0x1p-24)));
        double e1 = -Math.log(-Math.log1p(-Math.min(u1, 1 - 0x1p-24)));
        yield new double[] {e0, e1, Math.max(1, Math.abs(e0)), Math.max(1, Math.abs(e1))};
      }
    };
  }

  /** Mean, variance, skewness and kurtosis, each within 4.5 standard errors. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NORMAL, 0, 1, 0, 3",
    "UNIFORM, 0.5, 0.08333333333333333, 0, 1.8",
    "GUMBEL, 0.5772156649015329, 1.6449340668482264, 1.1395470994046487, 5.4"
  })
  void moments_areThoseOfTheDistribution(
      NoiseKind kind, double mean, double variance, double skewness, double kurtosis) {
    float[] draws = draws(kind, 11);
    double[] expected = {1, 0, 1, skewness, kurtosis};
    for (int power = 1; power <= 4; power++) {
      double sum = 0;
      double squares = 0;
      for (float draw : draws) {
        double term = Math.pow((draw - mean) / Math.sqrt(variance), power) - expected[power];
        sum += term;
        squares += term * term;
      }
      assertTrue(
          Math.abs(sum) < 4.5 * Math.sqrt(squares),
          kind + ": moment " + power + " is off by " + sum / MANY);
    }
  }

  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  void distribution_passesKolmogorovSmirnov(NoiseKind kind) {
    DoubleUnaryOperator cdf =
        switch (kind) {
          case NORMAL -> x -> 0.5 * Erf.erfc(-x / Math.sqrt(2));
          case UNIFORM -> x -> x;
          case GUMBEL -> x -> Math.exp(-Math.exp(-x));
        };
    int n = MANY / 4;
    for (long key = 0; key < 3; key++) {
      float[] draws = new float[n];
      NoiseStream.fill(kind, key, draws, 0, n);
      Arrays.sort(draws);
      double distance = 0;
      for (int i = 0; i < n; i++) {
        double p = cdf.applyAsDouble(draws[i]);
        distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
      }
      // 1.95 / sqrt(n) is exceeded once in a thousand.
      assertTrue(distance * Math.sqrt(n) < 1.95, kind + ": distance " + distance);
    }
  }

  @Test
  void normal_hasTheRightTails() {
    int[] beyond = new int[6];
    for (long key = 0; key < 8; key++) {
      for (float draw : draws(NoiseKind.NORMAL, key)) {
        beyond[(int) Math.min(5, Math.abs(draw))]++;
      }
    }
    int tail = 0;
    for (int limit = 5; limit >= 1; limit--) {
      tail += beyond[limit];
      double expected = 8.0 * MANY * Erf.erfc(limit / Math.sqrt(2));
      assertTrue(
          Math.abs(tail - expected) < 4.5 * Math.sqrt(expected),
          tail + " beyond " + limit + ", expected " + expected);
    }
  }

  @Test
  void gumbel_hasTheRightTails() {
    int[] above = new int[16];
    for (long key = 0; key < 8; key++) {
      for (float draw : draws(NoiseKind.GUMBEL, key)) {
        above[(int) Math.max(0, Math.min(15, draw))]++;
      }
    }
    int tail = 0;
    for (int limit = 15; limit >= 1; limit--) {
      tail += above[limit];
      double expected = -8.0 * MANY * Math.expm1(-Math.exp(-limit));
      assertTrue(
          Math.abs(tail - expected) < 4.5 * Math.sqrt(expected) + 1,
          tail + " above " + limit + ", expected " + expected);
    }
  }

  /** Chi-square of neighbours in a row, in rows and in steps, on a grid of 32 by 32. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "next element, 0",
    "the pair's other, 1",
    "next example, 2",
    "next step, 3",
    "next seed, 4"
  })
  void neighbours_areIndependent(String name, int relation) {
    int[] cells = new int[1024];
    int n = MANY / 2;
    float[] first = new float[n];
    float[] second = new float[n];
    pairs(relation, first, second);
    double correlation = 0;
    for (int i = 0; i < n; i++) {
      cells[(int) (first[i] * 32) * 32 + (int) (second[i] * 32)]++;
      correlation += 12 * (first[i] - 0.5) * (second[i] - 0.5) / n;
    }
    double expected = n / 1024.0;
    double chiSquare = 0;
    for (int cell : cells) {
      chiSquare += (cell - expected) * (cell - expected) / expected;
    }
    // 1023 degrees of freedom: mean 1023, standard deviation 45.
    assertTrue(chiSquare > 850 && chiSquare < 1200, name + ": chi-square " + chiSquare);
    assertTrue(Math.abs(correlation) < 4 / Math.sqrt(n), name + ": correlation " + correlation);
  }

  private static void pairs(int relation, float[] first, float[] second) {
    int n = first.length;
    if (relation < 2) {
      float[] draws = draws(NoiseKind.UNIFORM, 17);
      for (int i = 0; i < n; i++) {
        first[i] = draws[2 * i + 1 - relation];
        second[i] = draws[(2 * i + 2 - relation) % MANY];
      }
      return;
    }
    int width = 64;
    long[] rows = new long[n / width];
    long[] neighbours = new long[n / width];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = rowKey(1, row / 100, row % 100);
      neighbours[row] =
          switch (relation) {
            case 2 -> rowKey(1, row / 100, row % 100 + 1);
            case 3 -> rowKey(1, row / 100 + 1, row % 100);
            default -> rowKey(2, row / 100, row % 100);
          };
    }
    NoiseStream.fillRows(NoiseKind.UNIFORM, rows, 0, rows.length, width, first, 0);
    NoiseStream.fillRows(NoiseKind.UNIFORM, neighbours, 0, rows.length, width, second, 0);
  }

  private static long rowKey(long seed, long step, long example) {
    return NoiseStream.rowKey(NoiseStream.streamKey(seed, "z", "train"), step, example);
  }

  @Test
  void normalPairs_areUncorrelated_alsoInTheirSquares() {
    float[] draws = draws(NoiseKind.NORMAL, 23);
    double plain = 0;
    double squares = 0;
    for (int i = 0; i < MANY; i += 2) {
      double x = draws[i];
      double y = draws[i + 1];
      plain += x * y;
      squares += (x * x - 1) * (y * y - 1) / 2;
    }
    double limit = 4.5 * Math.sqrt(MANY / 2);
    assertTrue(Math.abs(plain) < limit, "sum of products " + plain);
    assertTrue(Math.abs(squares) < limit, "sum of products of squares " + squares);
  }

  @Test
  void keys_differInEveryArgument_andDoNotCollide() {
    long key = NoiseStream.streamKey(1, "a", "b");
    assertNotEquals(key, NoiseStream.streamKey(2, "a", "b"));
    assertNotEquals(key, NoiseStream.streamKey(1, "c", "b"));
    assertNotEquals(key, NoiseStream.streamKey(1, "a", "c"));
    assertNotEquals(key, NoiseStream.streamKey(1, "b", "a"));
    assertNotEquals(NoiseStream.streamKey(1, "ab", "c"), NoiseStream.streamKey(1, "a", "bc"));
    Set<Long> keys = new HashSet<>();
    for (long step = 0; step < 1000; step++) {
      for (long example = 0; example < 500; example++) {
        keys.add(NoiseStream.rowKey(key, step, example));
      }
    }
    assertEquals(500_000, keys.size());
  }

  @Test
  void elements_outsideTheCounters_throw() {
    float[] draws = new float[2];
    NoiseStream.fill(NoiseKind.UNIFORM, 1, (1L << 33) - 2, draws, 0, 2);
    assertNotEquals(draws[0], draws[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> NoiseStream.fill(NoiseKind.UNIFORM, 1, (1L << 33) - 1, draws, 0, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> NoiseStream.fill(NoiseKind.UNIFORM, 1, -1, draws, 0, 2));
    assertThrows(
        IndexOutOfBoundsException.class, () -> NoiseStream.fill(NoiseKind.UNIFORM, 1, draws, 1, 2));
  }

  private static float[] draws(NoiseKind kind, long key) {
    float[] draws = new float[MANY];
    NoiseStream.fill(kind, key, draws, 0, MANY);
    return draws;
  }
}
