package org.vae4j.models.objective;

import java.util.List;

/**
 * What the objectives of {@link ObjectiveKind} may be set to.
 *
 * @param samples draws of z for each example in training; of each bound, for MIWAE
 * @param gradient how the gradient is estimated
 * @param sampledKl whether the KL is estimated by draws even where it has a closed form
 * @param beta weight of the KL in a beta-VAE, of the total correlation in a beta-TC-VAE
 * @param freeBits floor of the KL of a dimension, in nats
 * @param klWeights of the mean, variance and log-determinant term
 * @param capacity of the KL, in nats
 * @param capacityWeight of the KL's distance from it
 * @param totalCorrelation how it is estimated in beta-TC-VAE
 * @param bounds M of MIWAE and PIWAE
 * @param share of the evidence lower bound in CIWAE
 * @param alpha of the Renyi bound
 * @param matching of codes to the prior
 */
public record ObjectiveSettings(
    int samples,
    GradientEstimator gradient,
    boolean sampledKl,
    double beta,
    double freeBits,
    List<Schedule> klWeights,
    Schedule capacity,
    double capacityWeight,
    TotalCorrelation totalCorrelation,
    int bounds,
    double share,
    double alpha,
    MatchingSettings matching) {
  /** Throws {@code IllegalArgumentException} unless there are three weights. */
  public ObjectiveSettings {
    klWeights = List.copyOf(klWeights);
    if (klWeights.size() != 3) {
      throw new IllegalArgumentException(
          "kl-weights must be three, of mean, variance and log-determinant; got "
              + klWeights.size());
    }
  }
}
