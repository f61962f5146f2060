package org.vae4j.models.evaluate;

/**
 * What the log-weights of one example say. Each weight is made once, as its share of the greatest;
 * all sums are of these shares.
 */
final class LogWeights {
  /** Sums below this may have lost terms that count: such a group has a greatest of its own. */
  private static final double LEAST = 1e-290;

  private final double[] logs;
  private final double top;
  private final double[] shares;

  /** Of these log-weights, which stay the caller's and must not change. */
  LogWeights(double... logs) {
    this.logs = logs;
    this.top = max(logs, 0, logs.length);
    this.shares = new double[logs.length];
    for (int i = 0; i < logs.length; i++) {
      shares[i] = Math.exp(logs[i] - top);
    }
  }

  /** {@code log(1/S sum_s w_s)}, without overflow. */
  double logMean() {
    return logMean(0, logs.length);
  }

  /**
   * The bound with {@code count} samples, averaged over all whole groups of as many neighbours:
   * each sample counts, and where groups nest the bound rises with {@code count}, always.
   */
  double logMeanOf(int count) {
    int groups = logs.length / count;
    double sum = 0;
    for (int group = 0; group < groups; group++) {
      sum += count == 1 ? logs[group] : logMean(group * count, (group + 1) * count);
    }
    return sum / groups;
  }

  /** {@code (sum w)^2 / sum w^2}. Source: Kong, Liu, Wong (1994). */
  double effectiveSamples() {
    double sum = 0;
    double squares = 0;
    for (double share : shares) {
      sum += share;
      squares += share * share;
    }
    return sum * sum / squares;
  }

  private double logMean(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += shares[i];
    }
    return sum >= LEAST ? top + Math.log(sum / (to - from)) : logMeanByItself(from, to);
  }

  /** Of weights that vanish beside the greatest of all, or are infinite or NaN. */
  private double logMeanByItself(int from, int to) {
    double own = max(logs, from, to);
    if (!(Math.abs(own) <= Double.MAX_VALUE)) {
      return own;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(logs[i] - own);
    }
    return own + Math.log(sum / (to - from));
  }

  /** The maximum; NaN wins. */
  private static double max(double[] a, int from, int to) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, a[i]);
    }
    return max;
  }
}
