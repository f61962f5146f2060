package org.vae4j.models.levels;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.DiagonalHead;

/**
 * A Gaussian with diagonal covariance whose mean and log-variance are functions of what it is
 * conditioned on: p(z1|z2), or q(z1|x,z2).
 *
 * @param trunk the condition to features
 * @param head features to the Gaussian
 */
public record Conditional(Layer trunk, DiagonalHead head) implements Compound {
  /** The Gaussian for each row of {@code condition}, {@code [N, C] -> [N, D]}. */
  public DiagonalGaussian given(Var condition) {
    return head.apply(trunk.apply(condition));
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
