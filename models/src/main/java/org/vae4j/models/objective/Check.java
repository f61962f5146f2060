package org.vae4j.models.objective;

/** Rules that objectives share. */
final class Check {
  private Check() {}

  static void samples(String where, int samples) {
    require(samples >= 1, where + ": samples must be >= 1", samples);
  }

  static void weight(String what, double weight) {
    require(weight >= 0 && weight <= Double.MAX_VALUE, what + " must be >= 0", weight);
  }

  static void require(boolean holds, String rule, Number got) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + got);
    }
  }
}
