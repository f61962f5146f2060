package org.vae4j.core.kernel;

/**
 * The tile kernels built on {@code e^x = 2^k e^r}, {@code k} the integer nearest to {@code x / ln
 * 2}.
 *
 * <p>Each pass is a small loop, which C2 on Java 17 vectorises; the bit shift is done on integers.
 * Adding {@link #MAGIC} rounds to an integer and leaves {@code k + 126} in the low bits of the sum,
 * ready to become the exponent of {@code 2^(k - 1)}: half the scale, so that {@code k = 128} does
 * not overflow early.
 */
final class Exponentials {
  /** {@code 1.5 * 2^23 + 126}: one unit in the last place is 1. */
  private static final float MAGIC = 12582912f + 126f;

  private static final float LOG2_E = 1.44269504f;

  /** The leading bits of {@code ln 2}, and the rest. */
  private static final float LN2_HIGH = 0.693145752f;

  private static final float LN2_LOW = 1.42860677e-6f;

  /** Gives {@code k = -126}, whose scale has exponent field 0 and so is 0. */
  private static final float LOW = -87.5f;

  /** Gives {@code k = 128} and {@code r > 0}: infinite. */
  private static final float HIGH = 89f;

  /** Where {@code e^x / (1 + e^x)} is 1 to float precision. */
  private static final float SATURATED = 40f;

  /**
   * {@code (e^r - 1 - r) / r^2 = E0 + E1 r + .. + E4 r^4} on {@code |r| <= ln 2 / 2}: minimax by
   * the Remez exchange for the relative error of {@code e^r - 1}, which is 1.3e-8; rounded to
   * float.
   */
  private static final float E0 = 0.49999998f;

  private static final float E1 = 0.16666543f;
  private static final float E2 = 0.0416672007f;
  private static final float E3 = 0.00836654714f;
  private static final float E4 = 0.00138825176f;

  /**
   * {@code log(1 + u) / u = L0 + L1 t + .. + L9 t^9} with {@code t = u - 1/2} on {@code [0, 1]}:
   * minimax by the Remez exchange, relative error 4.7e-9; rounded to float.
   */
  private static final float L0 = 0.81093022f;

  private static final float L1 = -0.28852711f;
  private static final float L2 = 0.132609004f;
  private static final float L3 = -0.0676876987f;
  private static final float L4 = 0.0366354729f;
  private static final float L5 = -0.020570296f;
  private static final float L6 = 0.0115761501f;
  private static final float L7 = -0.00674991013f;
  private static final float L8 = 0.005253351f;
  private static final float L9 = -0.00324402745f;

  /**
   * {@code tanh(x) / x = (1 + P1 y + .. + P4 y^4) / (1 + Q1 y + .. + Q4 y^4)} with {@code y = x^2}
   * on {@code |x| <= 9.02}: minimax by Lawson's iteration, relative error 2.1e-8; rounded to float.
   * All coefficients are positive, so nothing cancels.
   */
  private static final float P1 = 0.133797114f;

  private static final float P2 = 0.00349402683f;
  private static final float P3 = 2.05833597e-5f;
  private static final float P4 = 1.33189149e-8f;
  private static final float Q1 = 0.467130266f;
  private static final float Q2 = 0.0258710436f;
  private static final float Q3 = 0.000328308045f;
  private static final float Q4 = 7.76195267e-7f;

  /** The quotient is exactly 1 here and nowhere below exceeds 1; tanh misses 1 by 1.5e-7. */
  private static final float TANH_LIMIT = 8.2262f;

  private static final Pass[] EXP = {
    (out, a, s, n) -> reduce(s.first, out, a, HIGH, n),
    (out, a, s, n) -> exponential(out, n),
    (out, a, s, n) -> halfPower(s.first, s, n),
    (out, a, s, n) -> scale(out, s.first, n)
  };

  private static final Pass[] EXPM1 = {
    (out, a, s, n) -> reduce(s.first, out, a, HIGH, n),
    (out, a, s, n) -> exponentialMinusOne(out, n),
    (out, a, s, n) -> halfPower(s.first, s, n),
    (out, a, s, n) -> scaleMinusOne(out, s.first, n)
  };

  private static final Pass[] SIGMOID = {
    (out, a, s, n) -> reduce(s.first, out, a, SATURATED, n),
    (out, a, s, n) -> exponential(out, n),
    (out, a, s, n) -> halfPower(s.first, s, n),
    (out, a, s, n) -> odds(out, s.first, n)
  };

  private static final Pass[] SOFTPLUS = {
    (out, a, s, n) -> reduceNegative(s.first, s.second, a, n),
    (out, a, s, n) -> exponential(s.second, n),
    (out, a, s, n) -> halfPower(s.first, s, n),
    (out, a, s, n) -> scale(s.second, s.first, n),
    (out, a, s, n) -> softplusOf(out, a, s.second, n)
  };

  private Exponentials() {}

  static void exp(float[] out, float[] a, int n) {
    Pass.run(EXP, out, a, n);
  }

  static void expm1(float[] out, float[] a, int n) {
    Pass.run(EXPM1, out, a, n);
  }

  static void sigmoid(float[] out, float[] a, int n) {
    Pass.run(SIGMOID, out, a, n);
  }

  static void softplus(float[] out, float[] a, int n) {
    Pass.run(SOFTPLUS, out, a, n);
  }

  /**
   * {@code r} of {@code a} clamped to {@code [LOW, high]}, and the sum that holds {@code k + 126}.
   */
  private static void reduce(float[] magic, float[] r, float[] a, float high, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(LOW, Math.min(high, a[i]));
      float sum = Math.fma(x, LOG2_E, MAGIC);
      float k = sum - MAGIC;
      magic[i] = sum;
      r[i] = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    }
  }

  /** As {@link #reduce}, of {@code -|a|}. */
  private static void reduceNegative(float[] magic, float[] r, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(LOW, -Math.abs(a[i]));
      float sum = Math.fma(x, LOG2_E, MAGIC);
      float k = sum - MAGIC;
      magic[i] = sum;
      r[i] = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    }
  }

  private static void exponential(float[] r, int n) {
    for (int i = 0; i < n; i++) {
      float x = r[i];
      float q = Math.fma(Math.fma(Math.fma(Math.fma(E4, x, E3), x, E2), x, E1), x, E0);
      r[i] = Math.fma(Math.fma(q, x, 1f), x, 1f);
    }
  }

  private static void exponentialMinusOne(float[] r, int n) {
    for (int i = 0; i < n; i++) {
      float x = r[i];
      float q = Math.fma(Math.fma(Math.fma(Math.fma(E4, x, E3), x, E2), x, E1), x, E0);
      r[i] = Math.fma(q * x, x, x);
    }
  }

  /** {@code 2^(k - 1)} from the sum that holds {@code k + 126}. */
  private static void halfPower(float[] magic, Scratch scratch, int n) {
    int[] bits = scratch.bits;
    scratch.toBits(magic, bits, n);
    for (int i = 0; i < n; i++) {
      bits[i] = bits[i] << 23;
    }
    scratch.toFloats(bits, magic, n);
  }

  private static void scale(float[] x, float[] half, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * half[i] * 2f;
    }
  }

  /** {@code 2^k (e^r - 1) + (2^k - 1)}. */
  private static void scaleMinusOne(float[] x, float[] half, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.fma(x[i], half[i], half[i] - 0.5f) * 2f;
    }
  }

  /** {@code y / (1 + y)}. */
  private static void odds(float[] x, float[] half, int n) {
    for (int i = 0; i < n; i++) {
      float y = x[i] * half[i] * 2f;
      x[i] = y / (1f + y);
    }
  }

  /** {@code max(a, 0) + log(1 + u)}. */
  private static void softplusOf(float[] out, float[] a, float[] u, int n) {
    for (int i = 0; i < n; i++) {
      float t = u[i] - 0.5f;
      float p = Math.fma(Math.fma(Math.fma(Math.fma(L9, t, L8), t, L7), t, L6), t, L5);
      p = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(p, t, L4), t, L3), t, L2), t, L1), t, L0);
      out[i] = Math.fma(u[i], p, Math.max(a[i], 0f));
    }
  }

  static void tanh(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, a[i]));
      float y = x * x;
      float p = Math.fma(Math.fma(Math.fma(Math.fma(P4, y, P3), y, P2), y, P1), y, 1f);
      float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, y, Q3), y, Q2), y, Q1), y, 1f);
      out[i] = x * p / q;
    }
  }
}
