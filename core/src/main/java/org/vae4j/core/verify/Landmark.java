package org.vae4j.core.verify;

/**
 * A place on the line around which an integrand varies, and over which distance.
 *
 * @param location where it peaks, has a kink or changes; finite
 * @param scale the least distance over which it varies there; positive
 */
public record Landmark(double location, double scale) {
  /** Throws {@code IllegalArgumentException} on numbers outside their domain. */
  public Landmark {
    if (!Double.isFinite(location)) {
      throw new IllegalArgumentException("landmark: location must be finite; got " + location);
    }
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("landmark: scale must be > 0 and finite; got " + scale);
    }
  }
}
