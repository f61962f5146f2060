package org.vae4j.models.train;

/**
 * A loss, gradient or parameter became infinite or NaN. The message names the first node that did,
 * and the model has the parameters it had before that step.
 */
public final class NonFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int epoch;
  private final long step;
  private final String node;

  NonFiniteException(int epoch, long step, String what, String node) {
    super(
        "step %d of epoch %d: %s must be finite; first bad node: %s"
            .formatted(step, epoch, what, node));
    this.epoch = epoch;
    this.step = step;
    this.node = node;
  }

  /** The epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** The global step, from 1. */
  public long step() {
    return step;
  }

  /** The first bad node: op, shape, value and the line that built it. */
  public String node() {
    return node;
  }
}
