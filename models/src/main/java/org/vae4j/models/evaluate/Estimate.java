package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * A mean over examples and how far it may be off.
 *
 * @param mean the mean
 * @param standardError the standard deviation over examples divided by {@code sqrt(N)}; NaN for one
 *     example
 */
public record Estimate(double mean, double standardError) {
  /** The estimate from one value an example, summed in double. */
  public static Estimate of(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double variance = squares / (values.length - 1);
    return new Estimate(mean, Math.sqrt(variance / values.length));
  }
}
