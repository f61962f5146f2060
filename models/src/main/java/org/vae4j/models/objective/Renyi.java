package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;

/**
 * The variational Renyi bound {@code 1 / (1 - alpha) log 1/S sum_s w_s^(1 - alpha)}: the
 * importance-weighted bound at alpha 0, the evidence lower bound as alpha goes to 1. Estimated by S
 * draws it is biased, downwards below alpha 1 and upwards above, and remains below log p(x) in
 * expectation. Source: Li, Turner (2016), arXiv:1602.02311.
 *
 * @param samples S, draws for each example
 * @param alpha at least 0 and not 1
 */
public record Renyi(int samples, double alpha) implements OfWeights {
  /** Throws {@code IllegalArgumentException} for an alpha that gives no bound. */
  public Renyi {
    Check.samples("renyi", samples);
    Check.require(alpha >= 0 && alpha <= Double.MAX_VALUE, "renyi: alpha must be >= 0", alpha);
    Check.require(alpha != 1, "renyi: alpha must not be 1, which is the elbo", alpha);
  }

  @Override
  public String name() {
    return "renyi";
  }

  @Override
  public Var estimate(Pass pass, Var logWeights) {
    return pass.latent().logMeanExp(logWeights.times(1 - alpha)).times(1 / (1 - alpha));
  }
}
