package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;

/**
 * The mean of {@code bounds} importance-weighted bounds of {@code draws} draws each: MIWAE(M, K),
 * between the evidence lower bound (K = 1) and the importance-weighted bound (M = 1). Source:
 * Rainforth et al. (2018), arXiv:1802.04537. (Not the missing-data MIWAE of Mattei, Frellsen.)
 *
 * @param bounds M
 * @param draws K
 */
public record Miwae(int bounds, int draws) implements OfWeights {
  /** Throws {@code IllegalArgumentException} unless both are >= 1. */
  public Miwae {
    Check.samples("miwae: bounds", bounds);
    Check.samples("miwae: draws", draws);
  }

  @Override
  public String name() {
    return "miwae";
  }

  @Override
  public int samples() {
    return bounds * draws;
  }

  @Override
  public Var estimate(Pass pass, Var logWeights) {
    if (pass.latent().logWeights().isPresent()) {
      throw new IllegalArgumentException(
          "miwae: draws must count alike; got those of posterior "
              + pass.q().name()
              + ", which have weights");
    }
    Var groups = logWeights.reshape(pass.latent().examples(), bounds, draws);
    return groups.logSumExp(2).minus(Math.log(draws)).mean(1);
  }
}
