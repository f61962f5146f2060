package org.vae4j.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.core.Functions;

class TileKernelsTest {
  /** Every 1009th bit pattern of a float: 4.3 million, of every exponent and both signs. */
  private static final int STRIDE = 1009;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    88.72283f,
    88.7229f,
    -87.3f,
    -87.4f,
    -103.9f,
    127f,
    -127f,
    17f,
    -17f,
    9.01f,
    -9.01f,
    0x1p-24f,
    -0x1p-24f,
    1e-30f,
    -1e-30f,
    1e30f
  };

  /** Kernel, its function, and the bound on its relative error that its comment states. */
  static Stream<Arguments> functions() {
    return Stream.of(
        unary("negate", TileKernels::negate, x -> -x, 0),
        unary("reciprocal", TileKernels::reciprocal, x -> 1 / x, 6e-8),
        unary("square", TileKernels::square, x -> x * x, 6e-8),
        unary("sqrt", TileKernels::sqrt, Math::sqrt, 6e-8),
        unary("abs", TileKernels::abs, Math::abs, 0),
        unary("relu", TileKernels::relu, x -> Math.max(x, 0), 0),
        unary("exp", TileKernels::exp, Math::exp, 8e-8),
        unary("expm1", TileKernels::expm1, Math::expm1, 1.25e-7),
        unary("log", TileKernels::log, x -> Math.log(flushed(x)), 8.5e-8),
        unary("log1p", TileKernels::log1p, Math::log1p, 1.4e-7),
        unary("log1pmx", TileKernels::log1pmx, Functions::log1pmx, 2.8e-7),
        unary("tanh", TileKernels::tanh, Math::tanh, 2.8e-7),
        unary("erf", TileKernels::erf, Functions::erf, 2.8e-7),
        unary("normalCdf", TileKernels::normalCdf, Functions::normalCdf, 3.5e-7),
        unary("each", TileKernels.each(Math::sin), Math::sin, 6e-8),
        unary("sigmoid", TileKernels::sigmoid, Functions::sigmoid, 1.8e-7),
        unary("softplus", TileKernels::softplus, Functions::softplus, 1.8e-7));
  }

  private static Arguments unary(
      String name, TileKernel kernel, DoubleUnaryOperator f, double bound) {
    return arguments(name, kernel, f, bound);
  }

  private static double flushed(double x) {
    return Math.abs(x) < Float.MIN_NORMAL && x > 0 ? 0 : x;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void unaryKernel_agreesWithMath_overAllFloats(
      String name, TileKernel kernel, DoubleUnaryOperator f, double bound) {
    float[] in = new float[TileKernels.TILE];
    float[] out = new float[TileKernels.TILE];
    double worst = 0;
    for (long bits = 0; bits < 1L << 32; ) {
      for (int i = 0; i < in.length; i++, bits += STRIDE) {
        in[i] = Float.intBitsToFloat((int) bits);
      }
      kernel.apply(out, in, null, null, in.length);
      for (int i = 0; i < in.length; i++) {
        worst = Math.max(worst, error(name, in[i], f.applyAsDouble(in[i]), out[i]));
      }
    }
    assertTrue(worst <= bound, name + ": relative error " + worst + " exceeds " + bound);
    assertTrue(worst >= bound / 1.3, name + ": bound " + bound + " is loose, error " + worst);
  }

  /**
   * Where a kernel changes its course: multiples of half of ln 2, the mantissa sqrt(1/2) of every
   * exponent, powers of two, and the limits of the polynomials; each with its neighbours.
   */
  private static float[] switches() {
    float[] limits = {
      0f, 0.5f, 1f, 40f, 87.5f, 89f, 8.2262f, 9.02f, 3.925f, 14.6f, 0x1p25f, 0x1p-25f
    };
    float[] all = new float[limits.length + 260 + 2 * 254];
    System.arraycopy(limits, 0, all, 0, limits.length);
    int at = limits.length;
    for (int k = 1; k <= 260; k++) {
      all[at++] = (float) (k * Math.log(2) / 2);
    }
    for (int exponent = Float.MIN_EXPONENT; exponent <= Float.MAX_EXPONENT; exponent++) {
      all[at++] = Math.scalb((float) Math.sqrt(0.5), exponent);
      all[at++] = Math.scalb(1f, exponent);
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void unaryKernel_agreesWithMath_besideItsSwitches(
      String name, TileKernel kernel, DoubleUnaryOperator f, double bound) {
    float[] in = new float[TileKernels.TILE];
    float[] out = new float[TileKernels.TILE];
    for (float place : switches()) {
      for (float sign : new float[] {1, -1}) {
        int bits = Float.floatToRawIntBits(sign * place) - in.length / 2;
        for (int i = 0; i < in.length; i++) {
          in[i] = Float.intBitsToFloat(bits + i);
        }
        kernel.apply(out, in, null, null, in.length);
        for (int i = 0; i < in.length; i++) {
          double error = error(name, in[i], f.applyAsDouble(in[i]), out[i]);
          if (!(error <= bound)) {
            fail(name + "(" + in[i] + ") gives " + out[i] + ", error " + error);
          }
        }
      }
    }
  }

  /** What the comment of each kernel says of its error is what is tested here. */
  @Test
  void statedErrors_areThoseTested() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/vae4j/core/kernel/TileKernels.java"));
    Pattern statement =
        Pattern.compile(
            "error at most (\\d[\\d.e-]*\\d)\\.\\s+\\*/\\s+public static void (\\w+)\\(");
    Map<String, Double> stated = new TreeMap<>();
    statement
        .matcher(source.replaceAll("\\R\\s+\\* ", " "))
        .results()
        .forEach(found -> stated.put(found.group(2), Double.valueOf(found.group(1))));
    Map<String, Double> tested = new TreeMap<>();
    functions()
        .filter(line -> (double) line.get()[3] > 0 && !line.get()[0].equals("each"))
        .forEach(line -> tested.put((String) line.get()[0], (double) line.get()[3]));
    tested.put("pow", 6e-8);
    assertEquals(stated, tested);
  }

  @Test
  void pow_overAllBases_isWithinItsBound() {
    float[] in = new float[TileKernels.TILE];
    float[] exponents = new float[in.length];
    float[] out = new float[in.length];
    SplittableRandom random = new SplittableRandom(7);
    for (long bits = 0; bits < 1L << 32; ) {
      for (int i = 0; i < in.length; i++, bits += STRIDE) {
        in[i] = Float.intBitsToFloat((int) bits);
        double log = Math.abs(Math.log(Math.abs(in[i])));
        exponents[i] = (float) (random.nextDouble(-80, 80) / (1 + (log < 200 ? log : 0)));
      }
      TileKernels.pow(out, in, exponents, null, in.length);
      for (int i = 0; i < in.length; i++) {
        double error = error("pow", in[i], Math.pow(in[i], exponents[i]), out[i]);
        if (!(error <= 6e-8)) {
          fail(in[i] + "^" + exponents[i] + " gives " + out[i] + ", error " + error);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void unaryKernel_agreesWithMath_atSpecialNumbers_alsoInPlaceAndInShortTiles(
      String name, TileKernel kernel, DoubleUnaryOperator f, double bound) {
    float[] out = SPECIAL.clone();
    kernel.apply(out, out, null, null, out.length);
    for (int i = 0; i < out.length; i++) {
      float x = SPECIAL[i];
      double error = error(name, x, f.applyAsDouble(x), out[i]);
      assertTrue(error <= bound, name + "(" + x + ") gives " + out[i] + ", error " + error);
      float[] single = {x, 42};
      kernel.apply(single, single, null, null, 1);
      assertEquals(out[i], single[0], "the result does not depend on the place in the tile");
      assertEquals(42, single[1], "beyond n nothing is written");
    }
  }

  /** The relative error, 0 within 2e-38 of the truth; fails where only one side is special. */
  private static double error(String name, float x, double expected, float actual) {
    float rounded = (float) expected;
    boolean special = !Float.isFinite(rounded) || !Float.isFinite(actual);
    if (special ? Float.compare(rounded, actual) == 0 : Math.abs(actual - expected) <= 2e-38) {
      return 0;
    }
    if (special) {
      fail(name + "(" + x + "): expected " + expected + " but was " + actual);
    }
    return Math.abs(actual - expected) / Math.abs(expected);
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        binary("add", TileKernels::add, (a, b) -> (float) a + (float) b),
        binary("sub", TileKernels::sub, (a, b) -> (float) a - (float) b),
        binary("mul", TileKernels::mul, (a, b) -> (float) a * (float) b),
        binary("div", TileKernels::div, (a, b) -> (float) a / (float) b),
        binary("max", TileKernels::max, Math::max),
        binary("min", TileKernels::min, Math::min),
        binary("equal", TileKernels::equal, (a, b) -> a == b ? 1 : 0),
        binary("pow", TileKernels::pow, Math::pow),
        binary("greater", TileKernels::greater, (a, b) -> a > b ? 1 : 0));
  }

  private static Arguments binary(String name, TileKernel kernel, DoubleBinaryOperator f) {
    return arguments(name, kernel, f);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void binaryKernel_isExact_onAllPairsOfSpecialNumbers(
      String name, TileKernel kernel, DoubleBinaryOperator f) {
    float[] a = new float[SPECIAL.length];
    float[] out = new float[SPECIAL.length];
    for (float first : SPECIAL) {
      Arrays.fill(a, first);
      kernel.apply(out, a, SPECIAL, null, out.length);
      for (int i = 0; i < out.length; i++) {
        float expected = (float) f.applyAsDouble(first, SPECIAL[i]);
        assertEquals(expected, out[i], name + "(" + first + ", " + SPECIAL[i] + ")");
      }
    }
  }

  @Test
  void where_takesTheSecondWhereTheFirstIsNotZero() {
    float[] yes = new float[SPECIAL.length];
    float[] no = new float[SPECIAL.length];
    float[] out = new float[SPECIAL.length];
    for (int shift = 0; shift < SPECIAL.length; shift++) {
      for (int i = 0; i < SPECIAL.length; i++) {
        yes[i] = SPECIAL[(i + shift) % SPECIAL.length];
        no[i] = SPECIAL[(i + 2 * shift + 1) % SPECIAL.length];
      }
      TileKernels.where(out, SPECIAL, yes, no, out.length);
      for (int i = 0; i < out.length; i++) {
        assertEquals(SPECIAL[i] != 0 ? yes[i] : no[i], out[i], "condition " + SPECIAL[i]);
      }
    }
  }

  @Test
  void tanh_neverExceedsOne_andReachesItAtInfinity() {
    float[] infinite = {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    TileKernels.tanh(infinite, infinite, null, null, 2);
    assertArrayEquals(new float[] {-1, 1}, infinite);
    float[] x = new float[TileKernels.TILE];
    float start = 7f;
    for (int tile = 0; tile < 4096; tile++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = start;
        start = Math.nextUp(start);
      }
      TileKernels.tanh(x, x, null, null, x.length);
      for (float y : x) {
        if (!(y <= 1)) {
          fail("tanh near " + start + " is " + y);
        }
      }
    }
  }

  @Test
  void reductions_agreeWithPlainLoops_atEveryLength() {
    float[] a = random(1);
    double sum = 0;
    double magnitude = 0;
    float max = Float.NEGATIVE_INFINITY;
    for (int n = 0; n <= a.length; n++) {
      assertEquals(sum, TileKernels.sum(a, n), 1e-6 * magnitude);
      assertEquals(max, TileKernels.max(a, n));
      if (n < a.length) {
        sum += a[n];
        magnitude += Math.abs(a[n]);
        max = Math.max(max, a[n]);
      }
    }
    a[500] = Float.NaN;
    assertTrue(Double.isNaN(TileKernels.sum(a, a.length)));
    assertTrue(Float.isNaN(TileKernels.max(a, a.length)));
  }

  @Test
  void accumulators_workInPlaceOnTheFirstElements() {
    float[] a = random(2);
    float[] sums = random(3);
    float[] maxima = random(3);
    float[] before = random(3);
    a[7] = Float.NaN;
    TileKernels.accumulate(sums, a, 1000);
    TileKernels.maximum(maxima, a, 1000);
    for (int i = 0; i < a.length; i++) {
      assertEquals(i < 1000 ? before[i] + a[i] : before[i], sums[i]);
      assertEquals(i < 1000 ? Math.max(before[i], a[i]) : before[i], maxima[i]);
    }
  }

  @Test
  void kernels_inTwoThreads_doNotShareScratch() throws InterruptedException {
    float[][] results = new float[2][];
    Thread[] threads = new Thread[2];
    for (int t = 0; t < 2; t++) {
      int thread = t;
      threads[t] =
          new Thread(
              () -> {
                float[] out = random(6 + thread);
                float[] in = random(6 + thread);
                for (int i = 0; i < 3000; i++) {
                  TileKernels.softplus(out, in, null, null, in.length);
                  TileKernels.log1pmx(out, out, null, null, in.length);
                }
                results[thread] = out;
              });
      threads[t].start();
    }
    for (int t = 0; t < 2; t++) {
      threads[t].join();
      float[] expected = random(6 + t);
      TileKernels.softplus(expected, expected, null, null, expected.length);
      TileKernels.log1pmx(expected, expected, null, null, expected.length);
      assertArrayEquals(expected, results[t]);
    }
  }

  static float[] random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[TileKernels.TILE];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-2, 2);
    }
    return numbers;
  }
}
