package org.vae4j.core.kernel;

/**
 * The tile kernels built on {@code log(x) = k ln 2 + log(m)}, {@code m} in {@code [sqrt(1/2),
 * sqrt(2))}.
 *
 * <p>Exponent and mantissa are taken apart as integers, in a loop that C2 on Java 17 vectorises;
 * the exponent comes back as the float {@code MAGIC + k}, in whose place the special results are
 * put.
 */
final class Logarithms {
  /** {@code 1.5 * 2^23}: the low bits of {@code MAGIC + k} hold {@code k}. */
  private static final float MAGIC = 12582912f;

  private static final int MAGIC_BITS = 0x4b400000;
  private static final int SQRT_HALF_BITS = 0x3f3504f3;
  private static final int MIN_NORMAL_BITS = 0x00800000;
  private static final int MAX_VALUE_BITS = 0x7f7fffff;
  private static final int MINUS_INFINITY_BITS = 0xff800000;

  /** The leading bits of {@code ln 2}, and the rest; both positive, so an infinite k stays so. */
  private static final float LN2_HIGH = 0.693145752f;

  private static final float LN2_LOW = 1.42860677e-6f;

  /**
   * {@code (log(1 + f) - f + f^2/2) / f^3 = L0 + L1 f + .. + L7 f^7} for {@code 1 + f = m}: minimax
   * by the Remez exchange for the relative error of the logarithm, which is 5.8e-9; rounded to
   * float.
   */
  private static final float L0 = 0.333333317f;

  private static final float L1 = -0.250008210f;
  private static final float L2 = 0.200012272f;
  private static final float L3 = -0.166233581f;
  private static final float L4 = 0.142017507f;
  private static final float L5 = -0.131601712f;
  private static final float L6 = 0.127616215f;
  private static final float L7 = -0.0763457467f;

  private static final Pass[] LOG = {
    (out, a, s, n) -> s.toBits(a, s.bits, n),
    (out, a, s, n) -> split(s.moreBits, s.bits, n),
    (out, a, s, n) -> s.toFloats(s.bits, out, n),
    (out, a, s, n) -> s.toFloats(s.moreBits, s.first, n),
    (out, a, s, n) -> combine(out, s.first, n)
  };

  private static final Pass[] LOG1P = {
    (out, a, s, n) -> onePlus(s.second, a, n),
    (out, a, s, n) -> log(s.second, s.second, n),
    (out, a, s, n) -> correct(out, a, s.second, n)
  };

  /**
   * With {@code c} the number nearest to x in {@code [-1/2, 1]}, it is {@code log1pmx(c) + log((1 +
   * x) / (1 + c)) - (x - c)}: a series near 0, where the rest vanishes, and a sum of negative terms
   * elsewhere, so that nothing cancels.
   */
  private static final Pass[] LOG1PMX = {
    (out, a, s, n) -> clamp(s.second, a, n),
    (out, a, s, n) -> ratio(s.third, s.second, a, n),
    (out, a, s, n) -> log(s.third, s.third, n),
    (out, a, s, n) -> rest(s.third, s.second, a, n),
    (out, a, s, n) -> series(out, s.second, s.third, n)
  };

  private Logarithms() {}

  static void log(float[] out, float[] a, int n) {
    Pass.run(LOG, out, a, n);
  }

  static void log1p(float[] out, float[] a, int n) {
    Pass.run(LOG1P, out, a, n);
  }

  static void log1pmx(float[] out, float[] a, int n) {
    Pass.run(LOG1PMX, out, a, n);
  }

  /**
   * Replaces the bits of x by those of m and puts those of {@code MAGIC + k} into {@code k}; there
   * {@code -inf} stands for zero and subnormal numbers, {@code +inf} and NaN for themselves, NaN
   * for negative numbers.
   */
  private static void split(int[] k, int[] x, int n) {
    for (int i = 0; i < n; i++) {
      int v = x[i];
      int exponent = (v - SQRT_HALF_BITS) >> 23;
      int magnitude = v & 0x7fffffff;
      int tiny = (magnitude - MIN_NORMAL_BITS) >> 31;
      int notFinite = (MAX_VALUE_BITS - v & ~v) >> 31;
      int negative = (v & -magnitude) >> 31;
      x[i] = v - (exponent << 23);
      k[i] =
          (MAGIC_BITS + exponent & ~(tiny | notFinite))
              | (tiny & MINUS_INFINITY_BITS)
              | (notFinite & v)
              | negative;
    }
  }

  private static void combine(float[] m, float[] magic, int n) {
    for (int i = 0; i < n; i++) {
      float f = m[i] - 1f;
      float k = magic[i] - MAGIC;
      float p = Math.fma(Math.fma(Math.fma(Math.fma(L7, f, L6), f, L5), f, L4), f, L3);
      p = Math.fma(Math.fma(Math.fma(p, f, L2), f, L1), f, L0);
      float square = f * f;
      float tail = Math.fma(square, Math.fma(p, f, -0.5f), k * LN2_LOW);
      m[i] = Math.fma(k, LN2_HIGH, f + tail);
    }
  }

  private static void onePlus(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = 1f + a[i];
    }
  }

  /** Adds the logarithm of what {@code 1 + x} lost by rounding; from 2^25 on that is nothing. */
  private static void correct(float[] out, float[] a, float[] log, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.min(a[i], 0x1p25f);
      float u = 1f + x;
      out[i] = log[i] + (x - (u - 1f)) / Math.max(u, 0x1p-25f);
    }
  }

  private static void clamp(float[] near, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      near[i] = Math.max(-0.5f, Math.min(1f, a[i]));
    }
  }

  /** {@code (1 + a) / (1 + near)}. */
  private static void ratio(float[] out, float[] near, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (1f + a[i]) / (1f + near[i]);
    }
  }

  /** {@code log - (a - near)}, {@code -inf} for infinite a. */
  private static void rest(float[] log, float[] near, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      log[i] = Math.min(log[i], Float.MAX_VALUE) - (a[i] - near[i]);
    }
  }

  /**
   * Adds {@code log(1 + x) - x = r (2y (1/3 + y/5 + ..) - x)}, with {@code r = x / (2 + x)} and
   * {@code y = r^2}, to the rest; the terms up to {@code y^6} leave 4e-8 on {@code [-1/2, 1]}.
   */
  private static void series(float[] out, float[] near, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float x = near[i];
      float r = x / (2f + x);
      float y = r * r;
      float s = Math.fma(Math.fma(Math.fma(y, 1f / 15, 1f / 13), y, 1f / 11), y, 1f / 9);
      s = Math.fma(Math.fma(Math.fma(s, y, 1f / 7), y, 1f / 5), y, 1f / 3);
      out[i] = Math.fma(r, Math.fma(2f * y, s, -x), rest[i]);
    }
  }
}
