package org.vae4j.cli;

/** The likelihoods one can ask for. */
enum LikelihoodName {
  /** Pixels are 0 or 1; others are refused. */
  BERNOULLI,
  /**
   * Pixels in [0, 1] as probabilities: a cross-entropy, which is the mean over images drawn from
   * them of the Bernoulli term; bounds and NLL are of that mean, not of a density of grey pixels.
   */
  BERNOULLI_GREY,
  /** Normal pixels with one learned variance. */
  GAUSSIAN
}
