package org.vae4j.cli.report;

import java.util.Arrays;

/**
 * Mean and sample standard deviation of some numbers.
 *
 * @param mean the mean
 * @param sd the standard deviation with n - 1 in the denominator; NaN for a single number
 * @param count how many numbers
 */
public record Spread(double mean, double sd, int count) {
  /** Of one or more numbers, in two passes. */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double sd = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Double.NaN;
    return new Spread(mean, sd, values.length);
  }

  /** {@code sd / sqrt(count)}. */
  public double standardError() {
    return sd / Math.sqrt(count);
  }
}
