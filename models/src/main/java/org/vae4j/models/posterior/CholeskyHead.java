package org.vae4j.models.posterior;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;

/**
 * Linear maps to the mean, to the logarithm of the Cholesky factor's diagonal and to what lies
 * below it, of a {@link FullGaussian}. The part below starts at 0, so training starts from a
 * diagonal covariance. The factor is what the network puts out: no covariance is ever factored.
 */
public final class CholeskyHead implements PosteriorHead, Compound {
  private final Dense mean;
  private final Dense logDiagonal;
  private final Dense below;

  /** A head for {@code hidden} features. */
  public CholeskyHead(int hidden, int latent, Initializer initializer) {
    this.mean = Dense.glorot("encoder.mean", hidden, latent, initializer);
    this.logDiagonal = Dense.glorot("encoder.log-diagonal", hidden, latent, initializer);
    this.below = Dense.zero("encoder.below", hidden, latent * latent, initializer);
  }

  @Override
  public int latent() {
    return mean.outputs();
  }

  @Override
  public FullGaussian apply(Var hidden) {
    int d = latent();
    Var lower = below.apply(hidden).reshape(hidden.shape().dim(0), d, d);
    return FullGaussian.of(mean.apply(hidden), logDiagonal.apply(hidden), lower);
  }

  @Override
  public List<Trainable> parts() {
    return List.of(mean, logDiagonal, below);
  }
}
