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

  private NonFiniteException(String where, double value) {
    super("%s must be finite; got %s".formatted(where, value));
    this.epoch = 0;
    this.step = 0;
    this.node = where;
  }

  /** Throws unless {@code value}, which is of no training step, is finite. */
  public static void check(String where, double value) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new NonFiniteException(where, value);
    }
  }

  /** The epoch, from 1; 0 outside training. */
  public int epoch() {
    return epoch;
  }

  /** The global step, from 1; 0 outside training. */
  public long step() {
    return step;
  }

  /** The first bad node: op, shape, value and the line that built it. */
  public String node() {
    return node;
  }
}
