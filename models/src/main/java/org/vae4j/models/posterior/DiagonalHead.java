package org.vae4j.models.posterior;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;

/** A linear map to the mean and one to the log-variance of a {@link DiagonalGaussian}. */
public final class DiagonalHead implements PosteriorHead, Compound {
  private final Dense mean;
  private final Dense logVar;

  /** A head for {@code hidden} features. */
  public DiagonalHead(int hidden, int latent, Initializer initializer) {
    this("encoder", hidden, latent, initializer);
  }

  /** A head with parameters {@code name.mean.*} and {@code name.log-var.*}. */
  public DiagonalHead(String name, int hidden, int latent, Initializer initializer) {
    this.mean = Dense.glorot(name + ".mean", hidden, latent, initializer);
    this.logVar = Dense.glorot(name + ".log-var", hidden, latent, initializer);
  }

  @Override
  public int latent() {
    return mean.outputs();
  }

  @Override
  public DiagonalGaussian apply(Var hidden) {
    return new DiagonalGaussian(mean.apply(hidden), logVar.apply(hidden));
  }

  @Override
  public List<Trainable> parts() {
    return List.of(mean, logVar);
  }
}
