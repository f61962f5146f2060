package org.vae4j.core.kernel;

/** The tile kernels that choose: with masks over the bits, because a branch does not vectorise. */
final class Selections {
  private static final Pass[] POSITIVE = {
    (out, a, s, n) -> s.toBits(out, s.bits, n),
    (out, a, s, n) -> onesWherePositive(s.bits, n),
    (out, a, s, n) -> s.toFloats(s.bits, out, n)
  };

  private static final Pass[] SELECT = {
    (no, yes, s, n) -> s.toBits(yes, s.moreBits, n),
    (no, yes, s, n) -> s.toBits(no, s.stillMoreBits, n),
    (no, yes, s, n) -> maskNonZero(s.bits, n),
    (no, yes, s, n) -> select(s.bits, s.moreBits, s.stillMoreBits, n)
  };

  private Selections() {}

  static void greater(float[] out, float[] a, float[] b, int n) {
    TileKernels.sub(out, a, b, null, n);
    Pass.run(POSITIVE, out, null, n);
  }

  static void where(float[] out, float[] condition, float[] yes, float[] no, int n) {
    Scratch scratch = Scratch.local();
    scratch.toBits(condition, scratch.bits, n);
    Pass.run(SELECT, no, yes, n);
    scratch.toFloats(scratch.bits, out, n);
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

  /** Replaces the mask by the bits of yes where it is set and those of no elsewhere. */
  private static void select(int[] mask, int[] yes, int[] no, int n) {
    for (int i = 0; i < n; i++) {
      mask[i] = no[i] ^ ((yes[i] ^ no[i]) & mask[i]);
    }
  }
}
