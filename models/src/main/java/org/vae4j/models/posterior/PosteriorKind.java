package org.vae4j.models.posterior;

import org.vae4j.models.layer.Initializer;

/** The forms of q(z|x) that are chosen by name. */
public enum PosteriorKind {
  /** Gaussian with diagonal covariance. */
  DIAGONAL {
    @Override
    public PosteriorHead head(int hidden, int latent, int components, Initializer initializer) {
      return new DiagonalHead(hidden, latent, initializer);
    }
  },
  /** Gaussian with full covariance. */
  FULL {
    @Override
    public PosteriorHead head(int hidden, int latent, int components, Initializer initializer) {
      return new CholeskyHead(hidden, latent, initializer);
    }
  },
  /** Mixture of Gaussians with diagonal covariances. */
  MIXTURE {
    @Override
    public PosteriorHead head(int hidden, int latent, int components, Initializer initializer) {
      return new MixtureHead(hidden, latent, components, initializer);
    }
  };

  /** Its head on {@code hidden} features, of as many components if it is a mixture. */
  public abstract PosteriorHead head(
      int hidden, int latent, int components, Initializer initializer);
}
