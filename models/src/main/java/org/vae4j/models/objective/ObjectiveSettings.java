package org.vae4j.models.objective;

/**
 * What the objectives of {@link ObjectiveKind} may be set to.
 *
 * @param samples draws of z for each example in training; of each bound, for MIWAE
 * @param gradient how the gradient is estimated
 * @param sampledKl whether the KL is estimated by draws even where it has a closed form
 * @param beta weight of the KL in a beta-VAE
 * @param freeBits floor of the KL of a dimension, in nats
 * @param klWeights of the mean, variance and log-determinant term
 * @param bounds M of MIWAE
 * @param share of the evidence lower bound in CIWAE
 * @param alpha of the Renyi bound
 */
public record ObjectiveSettings(
    int samples,
    GradientEstimator gradient,
    boolean sampledKl,
    double beta,
    double freeBits,
    double[] klWeights,
    int bounds,
    double share,
    double alpha) {
  /** Throws {@code IllegalArgumentException} unless there are three weights. */
  public ObjectiveSettings {
    klWeights = klWeights.clone();
    if (klWeights.length != 3) {
      throw new IllegalArgumentException(
          "kl-weights must be three, of mean, variance and log-determinant; got "
              + klWeights.length);
    }
  }

  @Override
  public double[] klWeights() {
    return klWeights.clone();
  }
}
