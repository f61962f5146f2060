package org.vae4j.models.layer;

import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/** A differentiable map of rows, {@code [N, inputs] -> [N, outputs]}, that owns its parameters. */
public interface Layer extends Trainable {
  /** The map applied to {@code x}; throws {@code IllegalArgumentException} if the width differs. */
  Var apply(Var x);

  /** Width of a row of the result. */
  int outputs();
}
