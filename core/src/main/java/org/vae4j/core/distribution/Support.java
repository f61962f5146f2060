package org.vae4j.core.distribution;

/** The set a distribution lives on, as far as its family says. */
public enum Support {
  /** All real numbers. */
  REAL(false),
  /** Positive numbers. */
  POSITIVE(false),
  /** Numbers between 0 and 1. */
  UNIT(false),
  /** Numbers between two ends, which are parameters. */
  INTERVAL(false),
  /** Angles, as numbers within pi of the location. */
  CIRCLE(false),
  /** Vectors of real numbers. */
  REAL_SPACE(false),
  /** Vectors of positive numbers that sum to 1. */
  SIMPLEX(false),
  /** Vectors of logarithms of positive numbers that sum to 1. */
  LOG_SIMPLEX(false),
  /** 0, 1, 2, ... */
  COUNTS(true),
  /** 0 and 1. */
  BINARY(true),
  /** 0 to K - 1. */
  CLASSES(true),
  /** That of the components of a mixture. */
  COMPONENTS(false);

  private final boolean discrete;

  Support(boolean discrete) {
    this.discrete = discrete;
  }

  /** Whether single points have mass. A mixture is as discrete as its components. */
  public boolean isDiscrete() {
    return discrete;
  }
}
