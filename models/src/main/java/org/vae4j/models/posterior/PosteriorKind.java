package org.vae4j.models.posterior;

import org.vae4j.models.flow.FlowKind;
import org.vae4j.models.layer.Initializer;

/** The forms of q(z|x) that are chosen by name. */
public enum PosteriorKind {
  /** Gaussian with diagonal covariance. */
  DIAGONAL((hidden, latent, settings, start) -> new DiagonalHead(hidden, latent, start)),
  /** Gaussian with full covariance. */
  FULL((hidden, latent, settings, start) -> new CholeskyHead(hidden, latent, start)),
  /** Mixture of Gaussians with diagonal covariances. */
  MIXTURE(
      (hidden, latent, settings, start) ->
          new MixtureHead(hidden, latent, settings.components(), start)),
  /** Diagonal Gaussian bent along hyperplanes, each example by its own. */
  PLANAR(
      (hidden, latent, settings, start) ->
          new FlowHead(
              new DiagonalHead(hidden, latent, start),
              new PlanarLayers(hidden, latent, settings.layers(), start))),
  /** Diagonal Gaussian through affine couplings (RealNVP). */
  COUPLING(
      (hidden, latent, settings, start) ->
          flow(FlowKind.COUPLING, hidden, latent, settings, start)),
  /** Diagonal Gaussian through an inverse autoregressive flow. */
  IAF(
      (hidden, latent, settings, start) ->
          flow(FlowKind.AUTOREGRESSIVE, hidden, latent, settings, start));

  /** How a kind makes its head. */
  private interface Recipe {
    PosteriorHead head(int hidden, int latent, PosteriorSettings settings, Initializer start);
  }

  private final Recipe recipe;

  PosteriorKind(Recipe recipe) {
    this.recipe = recipe;
  }

  private static PosteriorHead flow(
      FlowKind kind, int hidden, int latent, PosteriorSettings settings, Initializer start) {
    return new FlowHead(
        new DiagonalHead(hidden, latent, start),
        new ContextualLayers(kind, hidden, latent, settings, start));
  }

  /** Its head on {@code hidden} features, for codes of length {@code latent}. */
  public PosteriorHead head(
      int hidden, int latent, PosteriorSettings settings, Initializer initializer) {
    return recipe.head(hidden, latent, settings, initializer);
  }
}
