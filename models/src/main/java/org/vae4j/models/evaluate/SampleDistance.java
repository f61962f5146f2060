package org.vae4j.models.evaluate;

import java.util.Optional;

/**
 * How far what a model makes is from examples of a data set, by as many of each.
 *
 * @param samples of draws from p(x|z), z from the prior: what the model says that data are; empty
 *     for a likelihood that cannot be drawn from
 * @param means of the means of p(x|z) at the same z, as one looks at them: they lack its noise, so
 *     that even the true model stays away from data
 * @param data of training examples, for scale
 * @param count number of samples and of examples
 * @param directions of the slices
 */
public record SampleDistance(
    Optional<Gap> samples, Gap means, Gap data, int count, int directions) {
  /**
   * Two distances.
   *
   * @param mmd the unbiased estimate of the squared maximum mean discrepancy, by inverse
   *     multiquadrics; below 0 at times where the two are alike. Source: Gretton et al. (2012),
   *     lemma 6; Tolstikhin et al. (2018), arXiv:1711.01558, section 4
   * @param slicedWasserstein the sliced 2-Wasserstein distance, in units of x. Source: Bonneel et
   *     al. (2015)
   */
  public record Gap(double mmd, double slicedWasserstein) {}
}
