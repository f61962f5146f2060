package org.vae4j.models.layer;

import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/**
 * A differentiable map of rows, {@code [N, inputs] -> [N, outputs]}, that owns its parameters. A
 * layer made of others hands them the mode and is a {@link Compound}, so that no state is
 * forgotten.
 */
public interface Layer extends Trainable {
  /** The map applied to {@code x}; throws {@code IllegalArgumentException} if the width differs. */
  Var apply(Var x, Mode mode);

  /** The map in {@link Mode#EVALUATION}. */
  default Var apply(Var x) {
    return apply(x, Mode.EVALUATION);
  }

  /** Width of a row of the result. */
  int outputs();
}
