package org.vae4j.models;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.posterior.DiagonalHead;
import org.vae4j.models.posterior.Posterior;
import org.vae4j.models.posterior.PosteriorHead;

/**
 * The recognition network: x to q(z|x), {@code [N, X] -> [N, D]}.
 *
 * @param trunk x to features
 * @param head features to q(z|x)
 */
public record Encoder(Layer trunk, PosteriorHead head) implements Compound {
  /** A trunk with a head for a diagonal Gaussian. */
  public Encoder(Layer trunk, int latent, Initializer initializer) {
    this(trunk, new DiagonalHead(trunk.outputs(), latent, initializer));
  }

  /** q(z|x) for each row of {@code x}, as what has been learned says. */
  public Posterior encode(Var x) {
    return encode(x, Mode.EVALUATION);
  }

  /** q(z|x) for each row of {@code x} by a network applied as {@code mode} says. */
  public Posterior encode(Var x, Mode mode) {
    return head.apply(trunk.apply(x, mode));
  }

  /** D, the length of a code. */
  public int latent() {
    return head.latent();
  }

  @Override
  public List<Trainable> parts() {
    return List.of(trunk, head);
  }
}
