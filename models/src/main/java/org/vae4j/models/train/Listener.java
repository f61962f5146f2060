package org.vae4j.models.train;

/** Hears how training goes; called from the thread that trains. */
public interface Listener {
  /**
   * A step has been made.
   *
   * @param epoch the epoch, from 1
   * @param batch the step within it, from 1
   * @param batches steps in an epoch
   * @param loss what was minimised, nats per example, under the weight of this epoch
   */
  default void onStep(int epoch, int batch, int batches, double loss) {}

  /** An epoch has ended; a checkpoint taken now goes on with the next one. */
  default void onEpoch(EpochReport report) {}
}
