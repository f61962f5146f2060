package org.vae4j.models.objective;

/** Rules that objectives share. */
final class Check {
  private Check() {}

  static void samples(String where, int samples) {
    require(samples >= 1, where + ": samples must be >= 1", samples);
  }

  static void require(boolean holds, String rule, Number got) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + got);
    }
  }
}
