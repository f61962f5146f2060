package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * The two parts of the negative bound for each example, in nats; means in nats per example.
 *
 * @param reconstructions {@code -log p(x|z)} at z drawn from q(z|x)
 * @param kls KL(q(z|x) || p(z)), closed or estimated at the same z
 */
public record ElboEstimate(double[] reconstructions, double[] kls) {
  /** Throws {@code IllegalArgumentException} unless there are as many of one as of the other. */
  public ElboEstimate {
    if (reconstructions.length != kls.length) {
      throw new IllegalArgumentException(
          "elbo: parts must have one length; got " + reconstructions.length + " and " + kls.length);
    }
  }

  /** The mean reconstruction term. */
  public double reconstruction() {
    return Estimate.of(reconstructions).mean();
  }

  /** The mean KL. */
  public double kl() {
    return Estimate.of(kls).mean();
  }

  /** The mean negative bound: reconstruction plus KL. */
  public double negElbo() {
    return reconstruction() + kl();
  }

  /** The negative bound of each example. */
  public double[] values() {
    double[] values = kls.clone();
    Arrays.setAll(values, i -> reconstructions[i] + kls[i]);
    return values;
  }
}
