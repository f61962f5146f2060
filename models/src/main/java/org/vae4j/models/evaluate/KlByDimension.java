package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * The terms of a closed Gaussian KL along each latent dimension, {@code [D]} each, averaged over
 * examples; nats.
 *
 * @param mean the distance of the means
 * @param variance the ratio of the variances, with its {@code -1/2}
 * @param logDeterminant the logarithm of that ratio
 */
public record KlByDimension(double[] mean, double[] variance, double[] logDeterminant) {
  /** KL of each dimension, {@code [D]}. */
  public double[] kl() {
    double[] kl = mean.clone();
    Arrays.setAll(kl, d -> mean[d] + variance[d] + logDeterminant[d]);
    return kl;
  }
}
