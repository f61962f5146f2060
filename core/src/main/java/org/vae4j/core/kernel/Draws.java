package org.vae4j.core.kernel;

import org.vae4j.core.NoiseKind;

/**
 * Turns pairs of 32-bit words into pairs of draws, in loops that C2 on Java 17 vectorises.
 *
 * <p>Against the formulas in float64, of the uniform numbers as rounded to float: normal draws are
 * within 1e-6 of their radius, Gumbel draws within 2e-7 of the greater of 1 and their size, uniform
 * draws exact.
 */
final class Draws {
  /**
   * {@code sin(pi t / 2) / t} and {@code cos(pi t / 2)} as polynomials in {@code t^2} on {@code [0,
   * 1]}: minimax by the Remez exchange, absolute errors 3.3e-9 and 2.2e-10; rounded to float.
   */
  private static final float S0 = 1.57079629f;

  private static final float S1 = -0.64596336f;
  private static final float S2 = 0.0796884805f;
  private static final float S3 = -0.00467222791f;
  private static final float S4 = 0.00015082056f;
  private static final float C0 = 1f;
  private static final float C1 = -1.23370053f;
  private static final float C2 = 0.253669323f;
  private static final float C3 = -0.0208626884f;
  private static final float C4 = 0.00091772484f;
  private static final float C5 = -0.0000238249186f;

  /**
   * Box and Muller (1958): {@code sqrt(-2 log u) (cos(pi t), sin(pi t))}, u from the first word, t
   * in (-1, 1) from the second.
   */
  private static final Pass[] NORMAL = {
    (even, odd, s, n) -> signed(s.moreBits, s.third, n),
    (even, odd, s, n) -> positive(s.bits, even, n),
    (even, odd, s, n) -> Logarithms.log(even, even, n),
    (even, odd, s, n) -> radius(even, n),
    (even, odd, s, n) -> sine(odd, s.third, n),
    (even, odd, s, n) -> cosine(s.third, n),
    (even, odd, s, n) -> rotate(even, odd, s.third, n)
  };

  private static final Pass[] UNIFORM = {
    (even, odd, s, n) -> open(s.bits, even, n), (even, odd, s, n) -> open(s.moreBits, odd, n)
  };

  private static final Pass[] GUMBEL = {
    (even, odd, s, n) -> positive(s.moreBits, odd, n),
    (even, odd, s, n) -> positive(s.bits, even, n),
    (even, odd, s, n) -> gumbel(even, n),
    (even, odd, s, n) -> gumbel(odd, n)
  };

  private Draws() {}

  /** Draws {@code n} pairs {@code (even, odd)} from the pairs of words {@code (w0, w1)}. */
  static void draw(NoiseKind kind, int[] w0, int[] w1, float[] even, float[] odd, int n) {
    Scratch scratch = Scratch.local();
    System.arraycopy(w0, 0, scratch.bits, 0, n);
    System.arraycopy(w1, 0, scratch.moreBits, 0, n);
    Pass[] passes =
        switch (kind) {
          case NORMAL -> NORMAL;
          case UNIFORM -> UNIFORM;
          case GUMBEL -> GUMBEL;
        };
    Pass.run(passes, even, odd, n);
  }

  /** {@code -log(-log(1 - u))}: small u, which is accurate, gives the long right tail. */
  private static void gumbel(float[] u, int n) {
    minus(u, n);
    Logarithms.log1p(u, u, n);
    TileKernels.negate(u, u, null, null, n);
    Logarithms.log(u, u, n);
    TileKernels.negate(u, u, null, null, n);
  }

  /** {@code (w + 1/2) / 2^32} rounded to float, in {@code [2^-33, 1]}; {@code w} is lost. */
  private static void positive(int[] w, float[] out, int n) {
    Scratch scratch = Scratch.local();
    float[] low = scratch.first;
    halves(w, scratch.stillMoreBits, n);
    scratch.toFloats(w, out, n);
    scratch.toFloats(scratch.stillMoreBits, low, n);
    join(out, low, n);
  }

  /** The halves of w as the bits of {@code 2^23 + half}, the upper one in place. */
  private static void halves(int[] w, int[] low, int n) {
    for (int i = 0; i < n; i++) {
      int word = w[i];
      low[i] = word & 0xffff | 0x4b000000;
      w[i] = word >>> 16 | 0x4b000000;
    }
  }

  private static void join(float[] high, float[] low, int n) {
    for (int i = 0; i < n; i++) {
      high[i] = Math.fma(high[i] - 0x1p23f, 0x1p-16f, (low[i] - (0x1p23f - 0.5f)) * 0x1p-32f);
    }
  }

  /** An odd multiple of 2^-23 in (-1, 1) from the upper 23 bits of w, which is lost. */
  private static void signed(int[] w, float[] out, int n) {
    mantissas(w, 0x40000000, n);
    Scratch.local().toFloats(w, out, n);
    for (int i = 0; i < n; i++) {
      out[i] = out[i] - 3f + 0x1p-23f;
    }
  }

  /** An odd multiple of 2^-24 in (0, 1) from the upper 23 bits of w, which is lost. */
  private static void open(int[] w, float[] out, int n) {
    mantissas(w, 0x3f800000, n);
    Scratch.local().toFloats(w, out, n);
    for (int i = 0; i < n; i++) {
      out[i] = out[i] - 1f + 0x1p-24f;
    }
  }

  private static void mantissas(int[] w, int exponent, int n) {
    for (int i = 0; i < n; i++) {
      w[i] = w[i] >>> 9 | exponent;
    }
  }

  /** {@code -u}, above -1. */
  private static void minus(float[] u, int n) {
    for (int i = 0; i < n; i++) {
      u[i] = Math.max(-u[i], 0x1p-24f - 1f);
    }
  }

  private static void radius(float[] log, int n) {
    for (int i = 0; i < n; i++) {
      log[i] = (float) Math.sqrt(-2f * log[i]);
    }
  }

  private static void sine(float[] out, float[] t, int n) {
    for (int i = 0; i < n; i++) {
      float y = t[i] * t[i];
      float s = Math.fma(Math.fma(Math.fma(Math.fma(S4, y, S3), y, S2), y, S1), y, S0);
      out[i] = t[i] * s;
    }
  }

  private static void cosine(float[] t, int n) {
    for (int i = 0; i < n; i++) {
      float y = t[i] * t[i];
      float c = Math.fma(Math.fma(Math.fma(Math.fma(C5, y, C4), y, C3), y, C2), y, C1);
      t[i] = Math.fma(c, y, C0);
    }
  }

  /** {@code r} and {@code sin} become {@code r cos(2x)} and {@code r sin(2x)}. */
  private static void rotate(float[] r, float[] sin, float[] cos, int n) {
    for (int i = 0; i < n; i++) {
      float twice = 2f * r[i] * sin[i];
      r[i] = r[i] - twice * sin[i];
      sin[i] = twice * cos[i];
    }
  }
}
