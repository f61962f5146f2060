package org.vae4j.models.train;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which epoch to keep, and when to stop: the lowest validation bound among the epochs that end at
 * full KL weight, never another one, for training under a smaller weight says nothing about the
 * full one. NaN and infinity are no improvement.
 */
final class Selection {
  private final int patience;
  private final IntPredicate full;
  private int epoch;
  private double negElbo = Double.POSITIVE_INFINITY;

  /** Stops after so many full epochs without progress, 0 for never. */
  Selection(int patience, IntPredicate full) {
    this.patience = patience;
    this.full = full;
  }

  /** Takes note of a validation bound; true if this epoch is the best so far. */
  boolean offer(int candidate, double bound) {
    if (!(full.test(candidate) && bound < negElbo)) {
      return false;
    }
    epoch = candidate;
    negElbo = bound;
    return true;
  }

  /** Whether patience has run out after {@code last}. */
  boolean exhausted(int last) {
    return patience > 0 && IntStream.rangeClosed(epoch + 1, last).filter(full).count() >= patience;
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
