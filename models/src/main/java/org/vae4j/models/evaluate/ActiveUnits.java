package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * How far the posterior mean of each latent dimension moves over a data set. Source: Burda, Grosse,
 * Salakhutdinov (2016), arXiv:1509.00519 and appendix C.
 *
 * @param variances the variance over examples of the posterior mean, {@code [D]}
 */
public record ActiveUnits(double[] variances) {
  /** The variance above which the paper calls a unit active. */
  public static final double THRESHOLD = 0.01;

  /** The number of active units. */
  public int count() {
    return (int) Arrays.stream(variances).filter(variance -> variance > THRESHOLD).count();
  }
}
