package org.vae4j.core.backend;

/** The tile kernels that choose: with masks over the bits, because a branch does not vectorise. */
final class Selections {
  private Selections() {}

  static void greater(float[] out, float[] a, float[] b, int n) {
    Scratch scratch = Scratch.local();
    TileKernels.sub(scratch.first, a, b, null, n);
    scratch.toBits(scratch.first, scratch.bits, n);
    onesWherePositive(scratch.bits, n);
    scratch.toFloats(scratch.bits, out, n);
  }

  static void where(float[] out, float[] condition, float[] yes, float[] no, int n) {
    Scratch scratch = Scratch.local();
    scratch.toBits(condition, scratch.bits, n);
    maskNonZero(scratch.bits, n);
    scratch.toBits(yes, scratch.moreBits, n);
    and(scratch.moreBits, scratch.bits, n);
    scratch.toBits(no, scratch.stillMoreBits, n);
    orAndNot(scratch.moreBits, scratch.stillMoreBits, scratch.bits, n);
    scratch.toFloats(scratch.moreBits, out, n);
  }

  /** The bits of 1 where x is those of a number in {@code (0, inf]}, else of 0. */
  private static void onesWherePositive(int[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (-x[i] & (x[i] - 0x7f800001)) >> 31 & 0x3f800000;
    }
  }

  private static void maskNonZero(int[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = ((x[i] & 0x7fffffff) + 0x7fffffff) >> 31;
    }
  }

  private static void and(int[] x, int[] mask, int n) {
    for (int i = 0; i < n; i++) {
      x[i] &= mask[i];
    }
  }

  private static void orAndNot(int[] x, int[] y, int[] mask, int n) {
    for (int i = 0; i < n; i++) {
      x[i] |= y[i] & ~mask[i];
    }
  }
}
