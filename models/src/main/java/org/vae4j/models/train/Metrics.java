package org.vae4j.models.train;

import java.util.Optional;

/**
 * The negative bound over some examples with KL weight 1, nats per example.
 *
 * @param reconstruction the mean of {@code -log p(x|z)}
 * @param kl the mean of KL(q || p)
 * @param terms the KL by term, for a Gaussian prior
 * @param gradientNorms the gradient of each term, for a Gaussian prior
 */
public record Metrics(
    double reconstruction,
    double kl,
    Optional<KlTerms> terms,
    Optional<GradientNorms> gradientNorms) {
  /** Reconstruction plus KL. */
  public double negElbo() {
    return reconstruction + kl;
  }
}
