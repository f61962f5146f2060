package org.vae4j.core;

/** Numbers that formulas share. */
public final class Constants {
  /** {@code log(2 pi)}. */
  public static final double LOG_TWO_PI = 1.8378770664093454836;

  /** {@code log(2 pi) / 2}: what a standard normal density has at 0, with its sign changed. */
  public static final double HALF_LOG_TWO_PI = 0.5 * LOG_TWO_PI;

  private Constants() {}
}
