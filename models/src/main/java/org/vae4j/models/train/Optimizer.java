package org.vae4j.models.train;

import java.util.Map;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.Tensor;

/** Moves the parameters of one vector by the gradients that a plan left there. */
public interface Optimizer {
  /** The parameters it moves. */
  ParameterVector parameters();

  /** One update. */
  void step();

  /** Copies of all that the next update depends on besides parameters and gradients. */
  Map<String, Tensor> state();

  /** Takes over a {@link #state}; throws {@code IllegalArgumentException} if it does not fit. */
  void restore(Map<String, Tensor> state);
}
