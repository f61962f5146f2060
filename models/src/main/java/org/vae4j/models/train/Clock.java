package org.vae4j.models.train;

import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.optimizer.Optimizer;

/** Runs the parts of a step, and may take their times. */
interface Clock {
  /** Takes none. */
  Clock NONE = new Clock() {};

  /** Whether parameters are to move when all gradients are there, and not meanwhile. */
  default boolean apart() {
    return false;
  }

  /** Computes losses and gradients of the {@code phase}-th phase. */
  default void compute(int phase, Plan plan) {
    plan.run();
  }

  /** Moves a group of parameters. */
  default void update(Optimizer optimizer) {
    optimizer.step();
  }
}
