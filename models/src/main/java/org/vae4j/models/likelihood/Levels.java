package org.vae4j.models.likelihood;

import org.vae4j.autodiff.Var;

/**
 * Grey values in [0, 1] as whole numbers 0 to {@code count - 1}: a pixel k / 255 is level k of 256.
 *
 * @param count at least 2
 */
record Levels(int count) {
  Levels {
    if (!(count >= 2)) {
      throw new IllegalArgumentException("likelihood: levels must be >= 2; got " + count);
    }
  }

  /** The level of each value, as a number that may be off a whole one by rounding. */
  Var of(Var x) {
    return x.times(count - 1.0);
  }

  /** The value of each level. */
  Var values(Var levels) {
    return levels.times(1 / (count - 1.0));
  }
}
