package org.vae4j.models.posterior;

import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/** An encoder's features to the {@link Flow} of each example. */
interface FlowLayers extends Trainable {
  /** The maps for features {@code [N, H]}. */
  Flow apply(Var hidden);
}
