package org.vae4j.models.levels;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.posterior.PosteriorHead;

/**
 * Features of x to a {@link LevelPosterior}: the first {@code upperFeatures} columns are for
 * q(z2|x), the rest for q(z1|x, z2).
 *
 * @param upper features to q(z2|x)
 * @param upperFeatures how many of them
 * @param lower other features beside z2 to q(z1|x, z2)
 */
public record LevelHead(PosteriorHead upper, int upperFeatures, Conditional lower)
    implements PosteriorHead, Compound {
  @Override
  public int latent() {
    return lower.latent() + upper.latent();
  }

  @Override
  public LevelPosterior apply(Var hidden) {
    return new LevelPosterior(
        upper.apply(hidden.slice(1, 0, upperFeatures)),
        hidden.slice(1, upperFeatures, hidden.shape().dim(1)),
        lower);
  }

  @Override
  public List<Trainable> parts() {
    return List.of(upper, lower);
  }
}
