package org.vae4j.models.posterior;

import static org.vae4j.models.posterior.PosteriorOptions.COMPONENTS;
import static org.vae4j.models.posterior.PosteriorOptions.LAYERS;
import static org.vae4j.models.posterior.PosteriorOptions.WIDTH;

import java.util.List;
import org.vae4j.models.flow.FlowKind;
import org.vae4j.models.flow.FlowSize;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.Configurable;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.OptionValues;

/** The forms of q(z|x) that are chosen by name, each with the options that it uses. */
public enum PosteriorKind implements Configurable {
  /** Gaussian with diagonal covariance. */
  DIAGONAL((hidden, latent, options, start) -> new DiagonalHead(hidden, latent, start)),
  /** Gaussian with full covariance. */
  FULL((hidden, latent, options, start) -> new CholeskyHead(hidden, latent, start)),
  /** Mixture of Gaussians with diagonal covariances. */
  MIXTURE(
      (hidden, latent, options, start) ->
          new MixtureHead(hidden, latent, options.of(COMPONENTS), start),
      COMPONENTS),
  /** Diagonal Gaussian bent along hyperplanes, each example by its own. */
  PLANAR(
      (hidden, latent, options, start) ->
          new FlowHead(
              new DiagonalHead(hidden, latent, start),
              new PlanarLayers(hidden, latent, options.of(LAYERS), start)),
      LAYERS),
  /** Diagonal Gaussian through affine couplings (RealNVP). */
  COUPLING(
      (hidden, latent, options, start) -> flow(FlowKind.COUPLING, hidden, latent, options, start),
      LAYERS,
      WIDTH),
  /** Diagonal Gaussian through an inverse autoregressive flow. */
  IAF(
      (hidden, latent, options, start) ->
          flow(FlowKind.AUTOREGRESSIVE, hidden, latent, options, start),
      LAYERS,
      WIDTH);

  /** How a kind makes its head. */
  private interface Recipe {
    PosteriorHead head(int hidden, int latent, OptionValues options, Initializer start);
  }

  private final Recipe recipe;
  private final List<Option<?>> options;

  PosteriorKind(Recipe recipe, Option<?>... options) {
    this.recipe = recipe;
    this.options = List.of(options);
  }

  private static PosteriorHead flow(
      FlowKind kind, int hidden, int latent, OptionValues options, Initializer start) {
    int width = options.of(WIDTH);
    return new FlowHead(
        new DiagonalHead(hidden, latent, start),
        new ContextualLayers(
            kind, hidden, latent, new FlowSize(options.of(LAYERS), width, width), start));
  }

  @Override
  public List<Option<?>> options() {
    return options;
  }

  /**
   * Its head on {@code hidden} features, for codes of length {@code latent}. Throws {@code
   * IllegalArgumentException} where it has no such option.
   */
  public PosteriorHead head(int hidden, int latent, OptionValues given, Initializer initializer) {
    given.requireOnly(options);
    return recipe.head(hidden, latent, given, initializer);
  }
}
