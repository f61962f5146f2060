package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * A blend of two bounds, {@code share} of the evidence lower bound and the rest of the
 * importance-weighted one, of the same draws: CIWAE. Source: Rainforth et al. (2018),
 * arXiv:1802.04537, eq. 11.
 *
 * @param samples draws for each example
 * @param share the paper's beta, between 0 and 1
 */
public record Ciwae(int samples, double share) implements Objective {
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
  public Var loss(Pass pass) {
    return blend(pass, Tempered.logWeights(pass)).mean().negate();
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.of(blend(pass, pass.logWeights()));
  }

  private Var blend(Pass pass, Var logWeights) {
    Var elbo = pass.latent().mean(logWeights);
    return elbo.times(share).plus(pass.latent().logMeanExp(logWeights).times(1 - share));
  }
}
