package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Choice;

/**
 * The evidence lower bound, {@code E_q log p(x|z) - KL(q(z|x) || p(z))}, by {@code samples} draws
 * of z. Source: Kingma, Welling (2014), arXiv:1312.6114, eq. 3 and 10.
 *
 * @param samples draws for each example
 * @param sampledKl whether the KL is estimated by the draws even where it has a closed form
 * @param estimator of its gradient; other than the total one it needs the sampled KL
 */
public record Elbo(int samples, boolean sampledKl, GradientEstimator estimator)
    implements Objective {
  /** Throws {@code IllegalArgumentException} for settings that do not go together. */
  public Elbo {
    Check.samples("elbo", samples);
    if (estimator == GradientEstimator.DREG || (estimator == GradientEstimator.STL && !sampledKl)) {
      throw new IllegalArgumentException(
          "elbo: gradient must be total, or stl with kl sampled; got "
              + Choice.kebab(estimator)
              + (sampledKl ? " with kl sampled" : " without kl sampled"));
    }
  }

  /** With the total gradient. */
  public Elbo(int samples, boolean sampledKl) {
    this(samples, sampledKl, GradientEstimator.TOTAL);
  }

  /** One draw, and the closed KL where there is one. */
  public Elbo() {
    this(1, false);
  }

  @Override
  public String name() {
    return "elbo";
  }

  /** Reconstruction plus beta times what the prior trains on. */
  @Override
  public Var loss(Pass pass) {
    if (estimator == GradientEstimator.STL) {
      return PathGradient.elbo(pass);
    }
    Var kl = sampledKl ? kl(pass) : pass.vae().prior().trainingKl(pass.q(), pass.latent());
    return pass.reconstruction().mean().plus(kl.mean().times(Var.input(BETA)));
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.of(pass.reconstruction().plus(kl(pass)).negate());
  }

  private Var kl(Pass pass) {
    return sampledKl ? pass.vae().prior().sampledKl(pass.latent()) : pass.kl();
  }
}
