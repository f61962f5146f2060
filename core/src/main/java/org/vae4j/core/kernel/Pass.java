package org.vae4j.core.kernel;

/**
 * One loop of a tile kernel that takes several.
 *
 * <p>Kernels run their loops through this interface so that the JIT compiles each by itself: the
 * call in {@link #run(Pass[], float[], float[], int)} sees too many implementations to inline them.
 * A method into which many loops are inlined exceeds C2's budget of loop optimisations, and by
 * chance of compilation order some stay scalar.
 */
@FunctionalInterface
interface Pass {
  /** Runs the loop over the first {@code n} elements of the tiles. */
  void run(float[] out, float[] a, Scratch scratch, int n);

  /** Runs the loops of a kernel in turn. */
  static void run(Pass[] passes, float[] out, float[] a, int n) {
    Scratch scratch = Scratch.local();
    for (Pass pass : passes) {
      pass.run(out, a, scratch, n);
    }
  }
}
