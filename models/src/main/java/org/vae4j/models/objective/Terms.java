package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.KlParts;

/** The KL of a pass by term. */
final class Terms {
  private Terms() {}

  /**
   * Its terms along each latent dimension, {@code [B, D]}. Throws {@code IllegalArgumentException}
   * in the name of {@code objective} where the KL has none.
   */
  static GaussianTerms<Var> byDimension(String objective, Pass pass) {
    return pass.vae()
        .prior()
        .klByDimension(pass.q())
        .orElseThrow(
            () ->
                none(
                    objective,
                    "a KL for each dimension, which diagonal Gaussian posteriors and priors have",
                    pass));
  }

  /**
   * What training minimises for the KL, by term, {@code [B]}. Throws {@code
   * IllegalArgumentException} in the name of {@code objective} where that has none.
   */
  static KlParts training(String objective, Pass pass) {
    return pass.vae()
        .prior()
        .trainingParts(pass.q(), pass.latent())
        .orElseThrow(
            () ->
                none(
                    objective,
                    "a KL by term, which a Gaussian posterior has under a Gaussian prior, and under"
                        + " gmm with gmm-component bound or responsibilities",
                    pass));
  }

  private static IllegalArgumentException none(String objective, String what, Pass pass) {
    return new IllegalArgumentException(
        "%s: needs %s; got posterior %s and prior %s"
            .formatted(objective, what, pass.q().name(), pass.vae().prior().inFull()));
  }
}
