package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;

/**
 * A blend of two bounds, {@code share} of the evidence lower bound and the rest of the
 * importance-weighted one, of the same draws: CIWAE. Source: Rainforth et al. (2018),
 * arXiv:1802.04537.
 *
 * @param samples draws for each example
 * @param share the paper's beta, between 0 and 1
 */
public record Ciwae(int samples, double share) implements OfWeights {
  /** Throws {@code IllegalArgumentException} for a share outside [0, 1]. */
  public Ciwae {
    Check.samples("ciwae", samples);
    Check.require(share >= 0 && share <= 1, "ciwae: share must lie in [0, 1]", share);
  }

  @Override
  public String name() {
    return "ciwae";
  }

  @Override
  public Var estimate(Pass pass, Var logWeights) {
    Var elbo = pass.latent().mean(logWeights);
    return elbo.times(share).plus(pass.latent().logMeanExp(logWeights).times(1 - share));
  }
}
