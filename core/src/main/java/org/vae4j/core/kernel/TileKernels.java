package org.vae4j.core.kernel;

import java.util.function.DoubleUnaryOperator;

/**
 * Elementwise functions and reductions in float32 on tiles that fit the first-level cache: at most
 * {@link #TILE} elements from index 0.
 *
 * <p>The elementwise ones have the form of a {@link TileKernel}: the result goes to {@code out},
 * which may be an operand; operands not named in the comment are ignored. Loops are small and plain
 * so that C2 on Java 17 vectorises them. NaN in gives NaN out, except where said. Errors are
 * relative, measured against float64 over all exponents, for results above 2e-38; smaller ones may
 * be flushed to zero.
 */
public final class TileKernels {
  /** The most elements of a tile. */
  public static final int TILE = 1024;

  /**
   * Added to a running mean of squares at each step, it keeps one that nothing adds to any more
   * from becoming subnormal, and moves one above 1e-28 by a unit in the last place at most.
   */
  public static final float LEAST_SQUARE = 1e-36f;

  private static final float LEAST = 1e-30f;

  private TileKernels() {}

  /** {@code a + b}. */
  public static void add(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  /** {@code a - b}. */
  public static void sub(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  /** {@code a b}. */
  public static void mul(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** {@code a / b}. */
  public static void div(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] / b[i];
    }
  }

  /** The greater of {@code a} and {@code b}. */
  public static void max(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  /** The lesser of {@code a} and {@code b}. */
  public static void min(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  /** 1 where {@code a == b}, else 0, also for NaN. */
  public static void equal(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] == b[i] ? 1f : 0f;
    }
  }

  /** {@code a b + c}, rounded once. */
  public static void fma(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i]);
    }
  }

  /** {@code a^b}, by {@link Math#pow} in float64; error at most 6e-8. */
  public static void pow(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.pow(a[i], b[i]);
    }
  }

  /** {@code f} of each element in float64, rounded: exact, and as slow as {@code f}. */
  public static TileKernel each(DoubleUnaryOperator f) {
    return (out, a, b, c, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = (float) f.applyAsDouble(a[i]);
      }
    };
  }

  /** 1 where {@code a > b}, else 0, also for NaN. */
  public static void greater(float[] out, float[] a, float[] b, float[] c, int n) {
    Selections.greater(out, a, b, n);
  }

  /** {@code b} where {@code a} is not 0, also for NaN, else {@code c}. */
  public static void where(float[] out, float[] a, float[] b, float[] c, int n) {
    Selections.where(out, a, b, c, n);
  }

  /** {@code -a}. */
  public static void negate(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = -a[i];
    }
  }

  /** {@code 1 / a}; error at most 6e-8. */
  public static void reciprocal(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = 1f / a[i];
    }
  }

  /** {@code a^2}; error at most 6e-8. */
  public static void square(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * a[i];
    }
  }

  /** The square root of {@code a}, NaN for negative numbers; error at most 6e-8. */
  public static void sqrt(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.sqrt(a[i]);
    }
  }

  /** {@code |a|}. */
  public static void abs(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.abs(a[i]);
    }
  }

  /** {@code max(a, 0)}. */
  public static void relu(float[] out, float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], 0f);
    }
  }

  /** {@code e^a}; error at most 8e-8. */
  public static void exp(float[] out, float[] a, float[] b, float[] c, int n) {
    Exponentials.exp(out, a, n);
  }

  /** {@code e^a - 1}; error at most 1.25e-7. */
  public static void expm1(float[] out, float[] a, float[] b, float[] c, int n) {
    Exponentials.expm1(out, a, n);
  }

  /**
   * The natural logarithm of {@code a}; NaN for negative numbers, {@code -inf} for positive
   * subnormal ones as for 0; error at most 8.5e-8.
   */
  public static void log(float[] out, float[] a, float[] b, float[] c, int n) {
    Logarithms.log(out, a, n);
  }

  /** {@code log(1 + a)}, NaN below -1; error at most 1.4e-7. */
  public static void log1p(float[] out, float[] a, float[] b, float[] c, int n) {
    Logarithms.log1p(out, a, n);
  }

  /** {@code log(1 + a) - a}, NaN below -1; error at most 2.8e-7. */
  public static void log1pmx(float[] out, float[] a, float[] b, float[] c, int n) {
    Logarithms.log1pmx(out, a, n);
  }

  /** The hyperbolic tangent of {@code a}, at most 1 in magnitude; error at most 2.8e-7. */
  public static void tanh(float[] out, float[] a, float[] b, float[] c, int n) {
    Exponentials.tanh(out, a, n);
  }

  /** The error function of {@code a}, at most 1 in magnitude; error at most 2.8e-7. */
  public static void erf(float[] out, float[] a, float[] b, float[] c, int n) {
    ErrorFunctions.erf(out, a, n);
  }

  /** The standard normal distribution function of {@code a}; error at most 3.5e-7. */
  public static void normalCdf(float[] out, float[] a, float[] b, float[] c, int n) {
    ErrorFunctions.normalCdf(out, a, n);
  }

  /** {@code 1 / (1 + e^-a)}; error at most 1.8e-7. */
  public static void sigmoid(float[] out, float[] a, float[] b, float[] c, int n) {
    Exponentials.sigmoid(out, a, n);
  }

  /** {@code log(1 + e^a)}; error at most 1.8e-7. */
  public static void softplus(float[] out, float[] a, float[] b, float[] c, int n) {
    Exponentials.softplus(out, a, n);
  }

  /** The sum of the first {@code n} elements: see {@link #sumRows}. */
  public static double sum(float[] a, int n) {
    return sum(a, 0, n);
  }

  /**
   * Adds the sum of each row of {@code width} elements to {@code sums[at]}, {@code sums[at +
   * stride]}, and so on. Runs of 128 elements are summed in float32, eight partial sums side by
   * side, and the runs in float64.
   */
  public static void sumRows(float[] a, int rows, int width, double[] sums, int at, int stride) {
    for (int row = 0; row < rows; row++) {
      sums[at + row * stride] += sum(a, row * width, (row + 1) * width);
    }
  }

  private static double sum(float[] a, int from, int to) {
    double total = 0;
    for (int run = from; run < to; run += 128) {
      total += shortSum(a, run, Math.min(to, run + 128));
    }
    return total;
  }

  private static double shortSum(float[] a, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
      s4 += a[i + 4];
      s5 += a[i + 5];
      s6 += a[i + 6];
      s7 += a[i + 7];
    }
    double total = (double) (s0 + s4) + (s1 + s5) + ((double) (s2 + s6) + (s3 + s7));
    for (; i < to; i++) {
      total += a[i];
    }
    return total;
  }

  /** The greatest of the first {@code n} elements; NaN wins, and it is {@code -inf} of none. */
  public static float max(float[] a, int n) {
    return max(a, 0, n);
  }

  /** Raises {@code maxima[at]}, {@code maxima[at + stride]}, ... to the greatest of each row. */
  public static void maxRows(float[] a, int rows, int width, double[] maxima, int at, int stride) {
    for (int row = 0; row < rows; row++) {
      int index = at + row * stride;
      maxima[index] = Math.max(maxima[index], max(a, row * width, (row + 1) * width));
    }
  }

  private static float max(float[] a, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, a[i]);
    }
    return max;
  }

  /** {@code acc += a}. */
  public static void accumulate(float[] acc, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      acc[i] += a[i];
    }
  }

  /** {@code acc = max(acc, a)}; NaN wins. */
  public static void maximum(float[] acc, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      acc[i] = Math.max(acc[i], a[i]);
    }
  }

  /**
   * One step of Adam on the parameters {@code p} with gradients {@code g} and moments {@code m, v}:
   * {@code p -= stepSize m / (sqrt(v) + epsilon)}. The caller folds the bias corrections of Kingma
   * and Ba (2015), algorithm 1, into step size and epsilon as in their section 2.
   */
  public static void adam(
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      int n,
      float stepSize,
      float beta1,
      float beta2,
      float epsilon) {
    float gain1 = 1f - beta1;
    float gain2 = 1f - beta2;
    for (int i = 0; i < n; i++) {
      float mean = decayed(Math.fma(gain1, g[i] - m[i], m[i]));
      float square = Math.fma(gain2 * g[i], g[i], Math.fma(beta2, v[i], LEAST_SQUARE));
      m[i] = mean;
      v[i] = square;
      p[i] = Math.fma(-stepSize / ((float) Math.sqrt(square) + epsilon), mean, p[i]);
    }
  }

  /**
   * {@code x} without what lies below 5e-38; above 4e-23 its very bits. Numbers that decay from
   * step to step would become subnormal, which processors compute with some twenty times more
   * slowly, and stay so, since rounding keeps them from 0.
   */
  public static float decayed(float x) {
    return x + LEAST - LEAST;
  }
}
