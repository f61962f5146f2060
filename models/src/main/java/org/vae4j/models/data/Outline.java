package org.vae4j.models.data;

import java.util.List;

/** Polylines on the plane: a glyph with its curves flattened and its points moved by a hand. */
final class Outline {
  private static final int STEPS = 6;

  private final List<Line> lines;

  private record Line(double[] x, double[] y) {}

  private Outline(List<Line> lines) {
    this.lines = lines;
  }

  /** The glyph as {@code hand} writes it, still on the glyph's page. */
  static Outline of(Hand hand) {
    return new Outline(hand.glyph().strokes().stream().map(stroke -> line(stroke, hand)).toList());
  }

  /**
   * A point moves by a hash of the hand and of its place on the page, so that strokes which share a
   * point still meet; then the page as a whole is bent.
   */
  private static Line line(Glyph.Stroke stroke, Hand hand) {
    double[] px = new double[stroke.x().length];
    double[] py = new double[px.length];
    for (int i = 0; i < px.length; i++) {
      int place = 2 * (stroke.x()[i] * 128 + stroke.y()[i]);
      px[i] = stroke.x()[i] + hand.wobble(place);
      py[i] = stroke.y()[i] + hand.wobble(place + 1);
    }
    double[] x = flatten(px, stroke.join());
    double[] y = flatten(py, stroke.join());
    for (int i = 0; i < x.length; i++) {
      double sway = hand.swayAt(y[i]);
      y[i] += hand.sagAt(x[i]);
      x[i] += sway;
    }
    return new Line(x, y);
  }

  /** One coordinate of a stroke at {@link #STEPS} points a piece. */
  private static double[] flatten(double[] p, Glyph.Join join) {
    int pieces = join == Glyph.Join.LOOP ? p.length : p.length - 1;
    double[] flat = new double[pieces * STEPS + 1];
    for (int i = 0; i < flat.length; i++) {
      int piece = Math.min(i / STEPS, pieces - 1);
      double t = (double) (i - piece * STEPS) / STEPS;
      flat[i] =
          switch (join) {
            case LINES -> p[piece] + t * (p[piece + 1] - p[piece]);
            case CURVE ->
                spline(
                    p[Math.max(0, piece - 1)],
                    p[piece],
                    p[piece + 1],
                    p[Math.min(p.length - 1, piece + 2)],
                    t);
            case LOOP ->
                spline(
                    p[(piece + p.length - 1) % p.length],
                    p[piece],
                    p[(piece + 1) % p.length],
                    p[(piece + 2) % p.length],
                    t);
          };
    }
    return flat;
  }

  /** The curve from b to c with neighbours a and d. Source: Catmull, Rom (1974). */
  private static double spline(double a, double b, double c, double d, double t) {
    double cubic = 3 * (b - c) + d - a;
    double square = 2 * a - 5 * b + 4 * c - d;
    return b + 0.5 * t * (c - a + t * (square + t * cubic));
  }

  /** Maps every point {@code (x, y)} to {@code (xx x + xy y + x0, yx x + yy y + y0)}. */
  void map(double xx, double xy, double x0, double yx, double yy, double y0) {
    for (Line line : lines) {
      for (int i = 0; i < line.x.length; i++) {
        double x = line.x[i];
        double y = line.y[i];
        line.x[i] = xx * x + xy * y + x0;
        line.y[i] = yx * x + yy * y + y0;
      }
    }
  }

  /** The least and the greatest x. */
  double[] rangeOfX() {
    return range(lines.stream().map(Line::x).toList());
  }

  /** The least and the greatest y. */
  double[] rangeOfY() {
    return range(lines.stream().map(Line::y).toList());
  }

  private static double[] range(List<double[]> coordinates) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double[] line : coordinates) {
      for (double p : line) {
        range[0] = Math.min(range[0], p);
        range[1] = Math.max(range[1], p);
      }
    }
    return range;
  }

  /** Draws all lines. */
  void draw(Pen pen) {
    for (Line line : lines) {
      pen.draw(line.x, line.y);
    }
  }
}
