package org.vae4j.models.train;

import java.util.Map;
import java.util.Optional;

/**
 * The negative bound over some examples with KL weight 1, nats per example.
 *
 * @param reconstruction the mean of {@code -log p(x|z)}
 * @param kl the mean of KL(q || p)
 * @param terms the KL by term, for a Gaussian prior
 * @param gradientNorms the gradient of each term, for a Gaussian prior
 * @param criterion what the objective is validated by in place of the bound, if it is
 * @param watched what else the objective has watched, by name, as the accuracy of a discriminator
 */
public record Metrics(
    double reconstruction,
    double kl,
    Optional<KlTerms> terms,
    Optional<GradientNorms> gradientNorms,
    Optional<Double> criterion,
    Map<String, Double> watched) {
  /** Reconstruction plus KL. */
  public double negElbo() {
    return reconstruction + kl;
  }

  /** What validation goes by: the criterion of the objective, or the negative bound. */
  public double score() {
    return criterion.orElse(negElbo());
  }
}
