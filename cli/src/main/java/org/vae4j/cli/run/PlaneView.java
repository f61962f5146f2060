package org.vae4j.cli.run;

import org.vae4j.cli.chart.Raster;
import org.vae4j.models.data.Planar;

/** Points over a density in a square about the origin, in colours for light and dark paper. */
final class PlaneView {
  /** As many points show a distribution without covering it. */
  static final int SAMPLES = 2000;

  private static final int SIZE = 480;
  private static final int BLUE = 0x2F7FC9;
  private static final int ORANGE = 0xE8640C;
  private static final int DOT = 3;
  private static final double MOST_INK = 200;

  private final double reach;
  private final Raster raster = Raster.colours(SIZE, SIZE);

  /** A square from {@code -reach} to {@code reach} along both axes. */
  PlaneView(double reach) {
    this.reach = reach;
  }

  /** Colours each pixel by the root of the density there. */
  void density(Planar planar) {
    double[][] ink = new double[SIZE][SIZE];
    double most = 0;
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        double value = Math.exp(planar.logDensity(number(column), -number(row)) / 2);
        ink[row][column] = value;
        most = Math.max(most, value);
      }
    }
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        long alpha = Math.round(MOST_INK * ink[row][column] / most);
        raster.colour(column, row, (int) alpha << 24 | BLUE);
      }
    }
  }

  /** The number at the middle of a pixel. */
  private double number(int pixel) {
    return reach * (2 * (pixel + 0.5) / SIZE - 1);
  }

  /** Draws points, {@code [N, 2]}; returns how many lie outside. */
  int points(double[] points) {
    int outside = 0;
    for (int i = 0; i + 1 < points.length; i += 2) {
      if (Math.abs(points[i]) <= reach && Math.abs(points[i + 1]) <= reach) {
        point(pixel(points[i]), pixel(-points[i + 1]));
      } else {
        outside++;
      }
    }
    return outside;
  }

  private int pixel(double value) {
    return (int) Math.floor((value / reach + 1) / 2 * SIZE);
  }

  private void point(int column, int row) {
    for (int i = 0; i < DOT * DOT; i++) {
      raster.colour(column - 1 + i % DOT, row - 1 + i / DOT, 0xFF << 24 | ORANGE);
    }
  }

  /** As a PNG file. */
  byte[] png() {
    return raster.png();
  }
}
