package org.vae4j.models.objective;

/**
 * Where in training a step stands: what a {@link Schedule} is a function of.
 *
 * @param step steps made before it, in all epochs
 * @param batches steps in an epoch
 */
public record Moment(long step, int batches) {
  /** Throws {@code IllegalArgumentException} unless step >= 0 and batches >= 1. */
  public Moment {
    Check.require(step >= 0, "moment: step must be >= 0", step);
    Check.require(batches >= 1, "moment: batches must be >= 1", batches);
  }

  /** The last step of an epoch, counted from 1. */
  public static Moment endOf(int epoch, int batches) {
    return new Moment((long) epoch * batches - 1, batches);
  }

  /** Epochs made once this step is. */
  public double epochs() {
    return (step + 1) / (double) batches;
  }

  /** The last step of the epoch that this one belongs to. */
  public Moment endOfEpoch() {
    return new Moment(step + batches - 1 - step % batches, batches);
  }
}
