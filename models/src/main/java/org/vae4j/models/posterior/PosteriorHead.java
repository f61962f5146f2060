package org.vae4j.models.posterior;

import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/** The last layer of an encoder: hidden features to q(z|x). */
public interface PosteriorHead extends Trainable {
  /** D, the length of a code. */
  int latent();

  /** The posteriors for features {@code [N, H]}. */
  Posterior apply(Var hidden);
}
