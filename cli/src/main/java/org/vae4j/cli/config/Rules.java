package org.vae4j.cli.config;

/** Rules that the values of flags keep. */
final class Rules {
  private Rules() {}

  /** Throws {@code IllegalArgumentException} unless {@code value >= least}. */
  static void atLeast(int least, String name, int value) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + " must be >= " + least + "; got " + value);
    }
  }

  /** Throws {@code IllegalArgumentException} unless {@code 0 < value < infinity}. */
  static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be > 0; got " + value);
    }
    finite(name, value);
  }

  /** Throws {@code IllegalArgumentException} unless {@code 0 <= value < infinity}. */
  static void notNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " must be >= 0; got " + value);
    }
    finite(name, value);
  }

  /** Throws {@code IllegalArgumentException} unless {@code 0 <= value <= 1}. */
  static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie in [0, 1]; got " + value);
    }
  }

  /** Throws {@code IllegalArgumentException} for NaN and infinities. */
  static void finite(String name, double value) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be finite; got " + value);
    }
  }
}
