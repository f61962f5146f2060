package org.vae4j.cli.report;

/**
 * What the pictures of a run show, which lie beside its report.
 *
 * @param samples number of draws from the model; 0 for no picture
 * @param reconstructions number of test images with what the model makes of them; 0 for no picture
 * @param reach of points in the plane, half the side of the square that is shown; null for others
 * @param outside of points, how many samples lie outside of it; null for others
 * @param noise of points, whether they are draws from p(x|z) rather than its means; null for others
 * @param none why there is no picture; null if there is
 */
public record Pictures(
    int samples, int reconstructions, Double reach, Integer outside, Boolean noise, String none) {
  /** The file of the draws. */
  public static final String SAMPLES = "samples.png";

  /** The file of the reconstructions. */
  public static final String RECONSTRUCTIONS = "reconstructions.png";

  /** No pictures, for this reason. */
  public static Pictures none(String reason) {
    return new Pictures(0, 0, null, null, null, reason);
  }
}
