package org.vae4j.models.train;

/**
 * Which epoch to keep, and when to stop: the lowest validation bound among the epochs at full KL
 * weight, never one before, for a bound under a smaller weight says nothing about the full one. NaN
 * and infinity are no improvement.
 */
final class Selection {
  private final int first;
  private final int patience;
  private int epoch;
  private double negElbo = Double.POSITIVE_INFINITY;

  Selection(Training training) {
    this.first = Math.max(1, training.warmUp());
    this.patience = training.patience();
  }

  /** Takes note of a validation bound; true if this epoch is the best so far. */
  boolean offer(int candidate, double bound) {
    if (!(candidate >= first && bound < negElbo)) {
      return false;
    }
    epoch = candidate;
    negElbo = bound;
    return true;
  }

  /** Whether patience has run out after {@code last}. */
  boolean exhausted(int last) {
    return patience > 0 && last - Math.max(epoch, first - 1) >= patience;
  }

  /** The best epoch so far, or 0. */
  int epoch() {
    return epoch;
  }

  /** Its bound, or infinity. */
  double negElbo() {
    return negElbo;
  }

  void restore(int bestEpoch, double bestNegElbo) {
    epoch = bestEpoch;
    negElbo = bestNegElbo;
  }
}
