package org.vae4j.models.option;

import java.util.function.Function;

/** Rules that settings keep; each throws {@code IllegalArgumentException} by name and value. */
public final class Rules {
  private Rules() {}

  /** What {@code of} reads; {@code rule} says what it should have been, as in {@code a number}. */
  public static <N> N read(String name, String rule, String text, Function<String, N> of) {
    try {
      return of.apply(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(
          name + " must be " + rule + "; got " + (text.isEmpty() ? "nothing" : text), notOne);
    }
  }

  /** {@code value >= least}. */
  public static void atLeast(int least, String name, int value) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + " must be >= " + least + "; got " + value);
    }
  }

  /** {@code 0 < value < infinity}. */
  public static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be > 0; got " + value);
    }
    finite(name, value);
  }

  /** {@code 0 <= value < infinity}. */
  public static void notNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " must be >= 0; got " + value);
    }
    finite(name, value);
  }

  /** {@code 0 <= value <= 1}. */
  public static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie in [0, 1]; got " + value);
    }
  }

  /** Neither NaN nor an infinity. */
  public static void finite(String name, double value) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be finite; got " + value);
    }
  }
}
