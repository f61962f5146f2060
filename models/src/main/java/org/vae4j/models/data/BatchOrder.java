package org.vae4j.models.data;

import java.util.Objects;

/**
 * The order of training examples: each epoch has its own uniform permutation, a function of (seed,
 * epoch) alone, so that a resumed run goes on as if it had not stopped. The last batch of an epoch
 * holds the rest and is never dropped.
 *
 * <pre>{@code
 * int[] order = batches.permutation(epoch);
 * for (int b = 0; b < batches.count(); b++) {
 *   train.fill(order, batches.start(b), batches.end(b), into);
 * }
 * }</pre>
 */
public record BatchOrder(int examples, int batch, long seed) {
  /** Throws {@code IllegalArgumentException} unless both sizes are positive. */
  public BatchOrder {
    if (!(examples > 0)) {
      throw new IllegalArgumentException("batch order: examples must be > 0; got " + examples);
    }
    if (!(batch > 0)) {
      throw new IllegalArgumentException("batch order: batch must be > 0; got " + batch);
    }
  }

  /** Batches of an epoch, the partial one included. */
  public int count() {
    return (examples - 1) / batch + 1;
  }

  /** The place in the permutation where batch {@code index} starts. */
  public int start(int index) {
    return Objects.checkIndex(index, count()) * batch;
  }

  /** The place after the last one of batch {@code index}. */
  public int end(int index) {
    return start(index) + Math.min(batch, examples - start(index));
  }

  /** The examples {@code 0..examples-1} in the order of this epoch. */
  public int[] permutation(long epoch) {
    return Mix.permutation(Mix.key("shuffle", seed, epoch), examples, examples);
  }
}
