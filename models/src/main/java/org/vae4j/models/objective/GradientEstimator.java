package org.vae4j.models.objective;

/**
 * How the gradient of a bound is estimated from reparameterised draws. All are gradients of the
 * same bound in expectation, but for the sticking-the-landing one of an importance-weighted bound.
 */
public enum GradientEstimator {
  /** Through everything. */
  TOTAL,
  /**
   * Sticking the landing: the parameters of {@code log q(z|x)} are held fixed, only z moves.
   * Without variance where q is the true posterior; biased for importance-weighted bounds of more
   * than one draw. Source: Roeder, Wu, Duvenaud (2017), arXiv:1703.09194.
   */
  STL,
  /**
   * Doubly reparameterised: the encoder follows z alone, each draw weighted by its squared
   * normalised importance weight; unbiased. Source: Tucker et al. (2019), arXiv:1810.04152.
   */
  DREG
}
