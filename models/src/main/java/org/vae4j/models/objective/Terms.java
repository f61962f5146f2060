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
    return pass.vae().prior().klByDimension(pass.q()).orElseThrow(() -> none(objective, pass));
  }

  /**
   * What training minimises for the KL, by term, {@code [B]}. Throws {@code
   * IllegalArgumentException} in the name of {@code objective} where that has none.
   */
  static KlParts training(String objective, Pass pass) {
    return pass.vae()
        .prior()
        .trainingParts(pass.q(), pass.latent())
        .orElseThrow(() -> none(objective, pass));
  }

  private static IllegalArgumentException none(String objective, Pass pass) {
    return new IllegalArgumentException(
        "%s: needs a KL by term, which Gaussian posteriors and priors have; got %s and %s"
            .formatted(objective, name(pass.q()), name(pass.vae().prior())));
  }

  private static String name(Object part) {
    return part.getClass().getSimpleName();
  }
}
