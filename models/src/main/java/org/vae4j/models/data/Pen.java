package org.vae4j.models.data;

import java.util.Arrays;

/**
 * Draws a path on a raster: a pixel is inked by its distance to the path, with an edge one pixel
 * wide. Pixel (row, column) is the unit square around the point {@code (column + .5, row + .5)}.
 */
final class Pen {
  private final int size;
  private final double halfWidth;
  private final double[] squaredDistance;

  /** A pen of this half width, in pixels, on an empty page of {@code size x size}. */
  Pen(int size, double halfWidth) {
    this.size = size;
    this.halfWidth = halfWidth;
    this.squaredDistance = new double[size * size];
    Arrays.fill(squaredDistance, Double.POSITIVE_INFINITY);
  }

  /** Draws the lines between consecutive points. */
  void draw(double[] x, double[] y) {
    for (int i = 1; i < x.length; i++) {
      line(x[i - 1], y[i - 1], x[i], y[i]);
    }
  }

  private void line(double x0, double y0, double x1, double y1) {
    double reach = halfWidth + 0.5;
    int top = clamp(Math.min(y0, y1) - reach - 0.5);
    int bottom = clamp(Math.max(y0, y1) + reach + 0.5);
    int left = clamp(Math.min(x0, x1) - reach - 0.5);
    int right = clamp(Math.max(x0, x1) + reach + 0.5);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double lengthSquared = dx * dx + dy * dy;
    for (int row = top; row < bottom; row++) {
      double py = row + 0.5 - y0;
      for (int column = left; column < right; column++) {
        double px = column + 0.5 - x0;
        double along = lengthSquared > 0 ? (px * dx + py * dy) / lengthSquared : 0;
        double nearest = Math.max(0, Math.min(1, along));
        double ex = px - nearest * dx;
        double ey = py - nearest * dy;
        int pixel = row * size + column;
        squaredDistance[pixel] = Math.min(squaredDistance[pixel], ex * ex + ey * ey);
      }
    }
  }

  private int clamp(double coordinate) {
    return (int) Math.max(0, Math.min(size, Math.ceil(coordinate)));
  }

  /** Writes the ink, 0 for none to 255 for full, row-major from index {@code at}. */
  void ink(byte[] into, int at) {
    for (int i = 0; i < squaredDistance.length; i++) {
      double covered = halfWidth + 0.5 - Math.sqrt(squaredDistance[i]);
      into[at + i] = (byte) (int) (255 * Math.max(0, Math.min(1, covered)) + 0.5);
    }
  }
}
