package org.vae4j.models.optimizer;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.core.Tensor;

/** Moves the parameters of one vector by the gradients that a plan left there. */
public interface Optimizer {
  /** The parameters it moves. */
  ParameterVector parameters();

  /** Says that the next updates are those of this epoch, counted from 1. */
  default void begin(int epoch) {}

  /** What {@code work} gives while the parameters are their running means, where there are any. */
  default <T> T withMeans(Supplier<T> work) {
    return work.get();
  }

  /** One update. */
  void step();

  /**
   * The same update as one that a plan makes while it computes gradients; empty where all gradients
   * are needed first, or parameters are looked at afterwards.
   */
  default Optional<Update> update() {
    return Optional.empty();
  }

  /** Copies of all that the next update depends on besides parameters and gradients. */
  Map<String, Tensor> state();

  /** Takes over a {@link #state}; throws {@code IllegalArgumentException} if it does not fit. */
  void restore(Map<String, Tensor> state);
}
