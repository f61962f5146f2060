package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * The KL taken apart into index-code information, total correlation and a KL for each dimension,
 * with weight {@code beta} on the total correlation: beta-TC-VAE. The parts sum to the KL by draws,
 * so the loss is reconstruction + KL + (beta - 1) TC. Source: Chen et al. (2018), arXiv:1802.04942,
 * with alpha = gamma = 1.
 *
 * <p>Under a prior that does not factorise there is no KL for each dimension, and what is left of
 * the total correlation is no longer the whole coupling; such priors are refused.
 *
 * @param beta weight of the total correlation
 * @param estimator of q(z) from a batch
 * @param examples N, how many there are to train on
 */
public record BetaTcVae(double beta, TotalCorrelation estimator, int examples)
    implements Objective {
  /** Throws {@code IllegalArgumentException} unless beta >= 0 and examples >= 1. */
  public BetaTcVae {
    Check.weight("beta-tc-vae: beta", beta);
    Check.require(examples >= 1, "beta-tc-vae: examples must be >= 1", examples);
  }

  @Override
  public String name() {
    return "beta-tc-vae";
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public Var loss(Pass pass) {
    Var kl = kl(pass).mean();
    Var more = estimator.of(gaussian(pass), pass.latent().z(), examples).mean().times(beta - 1);
    return pass.reconstruction().mean().plus(kl.plus(more).times(Var.input(BETA)));
  }

  private static Var kl(Pass pass) {
    return pass.vae().prior().sampledKl(pass.latent());
  }

  private static DiagonalGaussian gaussian(Pass pass) {
    if (!pass.vae().prior().factorises()) {
      throw new IllegalArgumentException(
          "beta-tc-vae: the KL has a part for each dimension only under a prior that is a product"
              + " over dimensions; got "
              + pass.vae().prior().name());
    }
    if (pass.q() instanceof DiagonalGaussian q) {
      return q;
    }
    throw new IllegalArgumentException(
        "beta-tc-vae: q(z_d) needs the density of each dimension under every posterior, which a"
            + " diagonal Gaussian has; got "
            + pass.q().name());
  }

  /** The evidence lower bound if beta is 1; an estimate of TC from a batch bounds nothing. */
  @Override
  public Optional<Var> bound(Pass pass) {
    return beta == 1
        ? Optional.of(pass.reconstruction().plus(kl(pass)).negate())
        : Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return beta == 1
        ? Optional.empty()
        : Optional.of("its total correlation is estimated from a batch, with bias");
  }
}
