package org.vae4j.models.posterior;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;

/** Linear maps to the weights, means and log-variances of a {@link GaussianMixture}. */
public final class MixtureHead implements PosteriorHead, Compound {
  private final Dense logits;
  private final Dense means;
  private final Dense logVars;
  private final int latent;

  /**
   * A head for {@code hidden} features. Throws {@code IllegalArgumentException} unless components
   * >= 1.
   */
  public MixtureHead(int hidden, int latent, int components, Initializer initializer) {
    if (!(components >= 1)) {
      throw new IllegalArgumentException("posterior: components must be >= 1; got " + components);
    }
    this.latent = latent;
    this.logits = Dense.glorot("encoder.logits", hidden, components, initializer);
    this.means = Dense.glorot("encoder.means", hidden, components * latent, initializer);
    this.logVars = Dense.glorot("encoder.log-vars", hidden, components * latent, initializer);
  }

  @Override
  public int latent() {
    return latent;
  }

  @Override
  public GaussianMixture apply(Var hidden) {
    int n = hidden.shape().dim(0);
    int c = logits.outputs();
    Var scores = logits.apply(hidden);
    return new GaussianMixture(
        scores.minus(scores.logSumExp(1).reshape(n, 1)),
        means.apply(hidden).reshape(n, c, latent),
        logVars.apply(hidden).reshape(n, c, latent));
  }

  @Override
  public List<Trainable> parts() {
    return List.of(logits, means, logVars);
  }
}
