package org.vae4j.models.optimizer;

/** The learning rate over the course of training. */
@FunctionalInterface
public interface Rate {
  /** The rate of an update: {@code step} counts from 0, {@code epoch} from 1. */
  double at(long step, int epoch);

  /** The same rate throughout; throws {@code IllegalArgumentException} unless it is positive. */
  static Rate constant(double rate) {
    if (!(rate > 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("learning-rate must be > 0 and finite; got " + rate);
    }
    return (step, epoch) -> rate;
  }
}
