package org.vae4j.autodiff.plan;

/**
 * Which random numbers a run draws. Row i of a noise node comes from the stream of (seed, the
 * node's name, phase, {@code steps[i]}, {@code examples[i]}): it depends neither on threads, nor on
 * how examples are cut into batches, nor on other nodes.
 *
 * <p>The arrays are read at each run and belong to the caller, who may change them in between.
 *
 * @param seed the run's seed
 * @param phase what the draw is for, as in {@code train}
 * @param steps for each row the training step, or the index of the sample
 * @param examples for each row the index of the example
 */
public record Draw(long seed, String phase, long[] steps, long[] examples) {
  /** Rows 0, 1, ... of one step. */
  public static Draw of(long seed, String phase, long step, int rows) {
    long[] steps = new long[rows];
    long[] examples = new long[rows];
    for (int row = 0; row < rows; row++) {
      steps[row] = step;
      examples[row] = row;
    }
    return new Draw(seed, phase, steps, examples);
  }

  /** The number of rows that can be drawn. */
  public int rows() {
    return Math.min(steps.length, examples.length);
  }
}
