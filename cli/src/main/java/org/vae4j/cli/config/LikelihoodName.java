package org.vae4j.cli.config;

/** The likelihoods one can ask for. */
public enum LikelihoodName {
  /** Pixels are 0 or 1; others are refused. */
  BERNOULLI,
  /**
   * Pixels in [0, 1] as probabilities: a cross-entropy, which is the mean over images drawn from
   * them of the Bernoulli term; bounds and NLL are of that mean, not of a density of grey pixels.
   */
  BERNOULLI_GREY,
  /** Continuous Bernoulli pixels in [0, 1]. */
  CONTINUOUS_BERNOULLI,
  /** Normal pixels with one learned variance. */
  GAUSSIAN,
  /** Normal pixels with a given standard deviation. */
  GAUSSIAN_FIXED,
  /** Normal pixels, each with a variance from the decoder. */
  GAUSSIAN_PIXEL,
  /** Laplace pixels with one learned scale. */
  LAPLACE,
  /** A logistic distribution cut into 256 levels. */
  DISCRETISED_LOGISTIC,
  /** 256 classes for each pixel. */
  CATEGORICAL,
  /** Pixels as counts up to 255. */
  POISSON,
  /** Pixels as counts up to 255, more spread than Poisson ones. */
  NEGATIVE_BINOMIAL
}
