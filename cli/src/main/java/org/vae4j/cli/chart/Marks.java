package org.vae4j.cli.chart;

import java.util.List;

/** What a drawing consists of; style is left to classes. */
public final class Marks {
  /** Mean width of a letter at the 12 px of all drawings, on the safe side. */
  private static final double LETTER = 7.2;

  /** The width of one of the {@link #WIDEST} letters. */
  private static final double WIDE = 11.5;

  private static final String WIDEST = "mwMW@%—…";

  private static final double RADIUS = 3.6;

  private Marks() {}

  /** A line through these places. */
  public static Element line(List<Plot.Point> places) {
    StringBuilder path = new StringBuilder();
    for (Plot.Point place : places) {
      path.append(path.isEmpty() ? "M" : " L").append(Numbers.place(place.x()));
      path.append(' ').append(Numbers.place(place.y()));
    }
    return Element.of("path").with("d", path);
  }

  /** A straight line. */
  public static Element line(double x1, double y1, double x2, double y2) {
    return line(List.of(new Plot.Point(x1, y1), new Plot.Point(x2, y2)));
  }

  /** A rectangle between two corners, in any order. */
  public static Element rectangle(double x1, double y1, double x2, double y2) {
    return Element.of("rect")
        .with("x", Math.min(x1, x2))
        .with("y", Math.min(y1, y2))
        .with("width", Math.abs(x2 - x1))
        .with("height", Math.abs(y2 - y1));
  }

  /** Text that starts, has its middle or ends at a place. */
  public static Element text(String anchor, double x, double y, String text) {
    return Element.of("text", text).with("x", x).with("y", y).with("text-anchor", anchor);
  }

  /** A circle, square, triangle or diamond, by its number. */
  static Element marker(int shape, double x, double y) {
    double r = RADIUS;
    return switch (shape) {
      case 0 -> Element.of("circle").with("cx", x).with("cy", y).with("r", r);
      case 1 -> rectangle(x - 0.85 * r, y - 0.85 * r, x + 0.85 * r, y + 0.85 * r);
      case 2 -> polygon(x, y - 1.15 * r, x + 1.1 * r, y + 0.85 * r, x - 1.1 * r, y + 0.85 * r);
      default -> polygon(x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y);
    };
  }

  private static Element polygon(double... corners) {
    StringBuilder points = new StringBuilder();
    for (double corner : corners) {
      points.append(points.isEmpty() ? "" : " ").append(Numbers.place(corner));
    }
    return Element.of("polygon").with("points", points);
  }

  /** The same, which says this when it is pointed at. */
  public static Element saying(Element mark, String what) {
    return mark.add(Element.of("title", what));
  }

  /** How wide a text is, about. */
  public static double width(String text) {
    return text.chars().mapToDouble(c -> WIDEST.indexOf(c) < 0 ? LETTER : WIDE).sum();
  }

  /** The text, its middle left out where it would be wider than this. */
  public static String fitted(String text, double width) {
    String fitted = text;
    for (int kept = text.length() - 1; kept >= 0 && width(fitted) > width + 1e-9; kept--) {
      int head = kept / 2;
      fitted = text.substring(0, head) + "…" + text.substring(text.length() - (kept - head));
    }
    return fitted;
  }
}
