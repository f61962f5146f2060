package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * The evidence lower bound, {@code E_q log p(x|z) - KL(q(z|x) || p(z))}, by {@code samples} draws
 * of z. Source: Kingma, Welling (2014), arXiv:1312.6114, eq. 3 and 10.
 *
 * @param samples draws for each example
 * @param sampledKl whether the KL is estimated by the draws even where it has a closed form
 */
public record Elbo(int samples, boolean sampledKl) implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1. */
  public Elbo {
    Check.samples("elbo", samples);
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
