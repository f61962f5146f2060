package org.vae4j.models;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Posterior;

/** The recognition network: x to the diagonal Gaussian q(z|x), {@code [N, X] -> [N, D]} twice. */
public final class Encoder implements Trainable {
  private final Layer trunk;
  private final Dense mean;
  private final Dense logVar;

  /** A trunk with a head for the mean and one for the log-variance. */
  public Encoder(Layer trunk, int latent, Initializer initializer) {
    this.trunk = trunk;
    this.mean = Dense.glorot("encoder.mean", trunk.outputs(), latent, initializer);
    this.logVar = Dense.glorot("encoder.log-var", trunk.outputs(), latent, initializer);
  }

  /** q(z|x) for each row of {@code x}. */
  public Posterior encode(Var x) {
    Var h = trunk.apply(x);
    return new DiagonalGaussian(mean.apply(h), logVar.apply(h));
  }

  /** D, the length of a code. */
  public int latent() {
    return mean.outputs();
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(trunk, mean, logVar).flatMap(layer -> layer.parameters().stream()).toList();
  }
}
