package org.vae4j.models.train;

/**
 * The temperature of a relaxed surrogate, annealed by the global step: {@code max(minimum, start
 * exp(-rate step))}. Source: Jang, Gu, Poole (2017), arXiv:1611.01144, section 4.1.
 *
 * @param start the temperature at step 0
 * @param minimum what it never falls below
 * @param rate the exponential rate per step
 */
public record Temperature(double start, double minimum, double rate) {
  /** Throws {@code IllegalArgumentException} unless {@code 0 < minimum <= start, rate >= 0}. */
  public Temperature {
    if (!(start > 0 && start <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("temperature must be > 0; got " + start);
    }
    if (!(minimum > 0 && minimum <= start)) {
      throw new IllegalArgumentException(
          "temperature-min must lie in (0, " + start + "]; got " + minimum);
    }
    if (!(rate >= 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("temperature-rate must be >= 0; got " + rate);
    }
  }

  /** A temperature that does not change. */
  public static Temperature fixed(double value) {
    return new Temperature(value, value, 0);
  }

  /** Falls from {@code start} so that {@code minimum} is reached at step {@code steps >= 1}. */
  public static Temperature reaching(double start, double minimum, long steps) {
    return new Temperature(start, minimum, Math.log(start / minimum) / Math.max(1, steps));
  }

  /** The temperature at a global step. */
  public double at(long step) {
    return Math.max(minimum, start * Math.exp(-rate * step));
  }
}
