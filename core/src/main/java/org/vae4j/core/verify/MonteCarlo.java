package org.vae4j.core.verify;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The mean of independent draws, with its standard error: what a claimed expectation can be held
 * against.
 *
 * @param mean the sample mean
 * @param standardError the standard deviation of the mean, estimated from the sample
 * @param count how many draws
 */
public record MonteCarlo(double mean, double standardError, long count) {
  /** The mean of {@code values}; throws {@code IllegalArgumentException} on fewer than two. */
  public static MonteCarlo of(double... values) {
    if (!(values.length >= 2)) {
      throw new IllegalArgumentException(
          "monte-carlo: must have at least 2 values; got " + values.length);
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return new MonteCarlo(
        mean, Math.sqrt(squares / (values.length - 1.0) / values.length), values.length);
  }

  /** The mean of {@code count} draws. */
  public static MonteCarlo of(DoubleSupplier draw, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> draw.getAsDouble());
    return of(values);
  }

  /** KL(q || p) in nats from draws of q: the mean of {@code log q(x) - log p(x)}. */
  public static MonteCarlo klFromSamples(
      double[] samples, DoubleUnaryOperator logQ, DoubleUnaryOperator logP) {
    return of(
        Arrays.stream(samples).map(x -> logQ.applyAsDouble(x) - logP.applyAsDouble(x)).toArray());
  }

  /** KL(q || p) in nats from draws of q, one per row: the mean of {@code log q(x) - log p(x)}. */
  public static MonteCarlo klFromSamples(
      double[][] samples, ToDoubleFunction<double[]> logQ, ToDoubleFunction<double[]> logP) {
    return of(
        Arrays.stream(samples)
            .mapToDouble(x -> logQ.applyAsDouble(x) - logP.applyAsDouble(x))
            .toArray());
  }

  /**
   * How many standard errors {@code claimed} lies above the mean: beyond 4 either way, a claim is
   * wrong but for one chance in 16000, if the draws have a variance. 0 where both are equal.
   */
  public double zScore(double claimed) {
    double gap = claimed - mean;
    return gap == 0 ? 0 : gap / standardError;
  }
}
