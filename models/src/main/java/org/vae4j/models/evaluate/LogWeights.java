package org.vae4j.models.evaluate;

import java.util.Arrays;

/** What the log-weights of one example say. */
final class LogWeights {
  private LogWeights() {}

  /** {@code log(1/S sum_s exp(a_s))}, without overflow. */
  static double logMeanExp(double[] a) {
    return logMeanExp(a, 0, a.length);
  }

  private static double logMeanExp(double[] a, int from, int to) {
    double top = max(a, from, to);
    if (!(Math.abs(top) <= Double.MAX_VALUE)) {
      return top;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(a[i] - top);
    }
    return top + Math.log(sum / (to - from));
  }

  /**
   * The bound with {@code count} samples, averaged over all whole groups of as many neighbours:
   * each sample counts, and where groups nest the bound rises with {@code count}, always.
   */
  static double logMeanExpOf(int count, double[] a) {
    int groups = a.length / count;
    double sum = 0;
    for (int group = 0; group < groups; group++) {
      sum += count == 1 ? a[group] : logMeanExp(a, group * count, (group + 1) * count);
    }
    return sum / groups;
  }

  /** {@code (sum w)^2 / sum w^2} from log-weights. Source: Kong, Liu, Wong (1994). */
  static double effectiveSamples(double[] a) {
    double top = max(a, 0, a.length);
    double sum = 0;
    double squares = 0;
    for (double value : a) {
      double weight = Math.exp(value - top);
      sum += weight;
      squares += weight * weight;
    }
    return sum * sum / squares;
  }

  /** The maximum; NaN wins. */
  private static double max(double[] a, int from, int to) {
    return Arrays.stream(a, from, to).reduce(Double.NEGATIVE_INFINITY, Math::max);
  }
}
