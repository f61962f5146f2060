package org.vae4j.core.kernel;

/** An elementwise float32 function of up to three tiles: one instruction of a plan. */
@FunctionalInterface
public interface TileKernel {
  /**
   * Writes the results for the first {@code n <= 1024} elements of the operands to {@code out},
   * which may be one of them. Operands that the function does not take are ignored and may be null.
   */
  void apply(float[] out, float[] a, float[] b, float[] c, int n);
}
