package org.vae4j.models.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The importance-sampled log-likelihood of each example, in nats: with S samples in expectation a
 * lower bound of log p(x) that rises with S. Source: Burda, Grosse, Salakhutdinov (2016),
 * arXiv:1509.00519, section 3.
 *
 * @param samples S
 * @param values {@code log (1/S sum_s w_s)} of each example
 * @param effectiveSamples {@code (sum w)^2 / sum w^2} of each example, between 1 and S
 * @param curve the same bound with 1, 10, 100, 1000, 5000 samples as far as S goes, and with S
 */
public record LogLikelihood(
    int samples, double[] values, double[] effectiveSamples, List<Point> curve) {
  private static final int[] COUNTS = {1, 10, 100, 1000, 5000};

  /**
   * The bound with fewer samples, from the same S: what more of them bring.
   *
   * @param samples how many
   * @param nll the mean negative bound, nats per example
   * @param standardError the standard deviation over examples divided by {@code sqrt(N)}
   */
  public record Point(int samples, double nll, double standardError) {
    static Point of(int samples, double[] values) {
      Estimate estimate = Estimate.of(values);
      return new Point(samples, -estimate.mean(), estimate.standardError());
    }
  }

  /** The numbers of samples on the curve below {@code samples}. */
  static int[] countsUpTo(int samples) {
    return Arrays.stream(COUNTS).filter(count -> count < samples).toArray();
  }

  /** The curve through these bounds by example, ending at all samples. */
  static List<Point> curve(int[] counts, double[][] bounds, int samples, double[] values) {
    List<Point> curve = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      curve.add(Point.of(counts[i], bounds[i]));
    }
    curve.add(Point.of(samples, values));
    return curve;
  }

  /** Throws {@code IllegalArgumentException} unless there are as many of one as of the other. */
  public LogLikelihood {
    if (values.length != effectiveSamples.length) {
      throw new IllegalArgumentException(
          "log-likelihood: values and effective samples must have one length; got "
              + values.length
              + " and "
              + effectiveSamples.length);
    }
    curve = List.copyOf(curve);
  }

  /** The mean negative log-likelihood, nats per example. */
  public double nll() {
    return -Estimate.of(values).mean();
  }

  /** The standard deviation over examples divided by {@code sqrt(N)}. */
  public double standardError() {
    return Estimate.of(values).standardError();
  }

  /**
   * The mean of this minus {@code other} over the same examples in the same order, with the
   * standard error of the paired differences. Throws {@code IllegalArgumentException} if the
   * numbers differ.
   */
  public Estimate minus(LogLikelihood other) {
    if (values.length != other.values.length) {
      throw new IllegalArgumentException(
          "log-likelihood: a pair must have the same examples; got "
              + values.length
              + " and "
              + other.values.length);
    }
    double[] differences = values.clone();
    Arrays.setAll(differences, i -> values[i] - other.values[i]);
    return Estimate.of(differences);
  }

  /** The median over examples of the effective number of samples. */
  public double medianEffectiveSamples() {
    double[] sorted = effectiveSamples.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The share of examples with fewer effective samples than {@code limit}: where to doubt. */
  public double shareBelow(double limit) {
    return (double) Arrays.stream(effectiveSamples).filter(n -> !(n >= limit)).count()
        / effectiveSamples.length;
  }
}
