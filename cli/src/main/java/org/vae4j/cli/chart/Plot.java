package org.vae4j.cli.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A drawing with two axes: a grid at round numbers, titles with units, and what is drawn between
 * them, in front of the grid.
 */
public final class Plot {
  static final String SVG = "http://www.w3.org/2000/svg";

  private static final double TOP = 10;
  private static final double RIGHT = 14;
  private static final double BOTTOM = 44;
  private static final double HALF_BAR = 0.4;
  private static final double WIDEST_BAR = 56;
  private static final double TITLE = 26;
  private static final double TICK = 6;
  private static final double LEAST_LABEL = 40;
  private static final double PER_TICK_X = 70;
  private static final double PER_TICK_Y = 38;

  private final double width;
  private final double height;
  private final Axis x;
  private final Axis y;
  private final List<Node> marks = new ArrayList<>();

  /** A place in a drawing. */
  public record Point(double x, double y) {}

  /**
   * An axis.
   *
   * @param title what it measures, with the unit
   * @param scale from numbers to places
   * @param labels of rows, from the first on, in place of numbers; empty for numbers
   */
  private record Axis(String title, Scale scale, List<String> labels) {
    int about() {
      double length = Math.abs(scale.end() - scale.start());
      return (int) Math.max(2, length / (scale.end() > scale.start() ? PER_TICK_X : PER_TICK_Y));
    }

    List<Double> ticks() {
      return scale.ticks(about());
    }

    String label(double tick) {
      return scale.label(tick, about());
    }
  }

  /** A plot of this size over numbers on both axes; the places of the scales are found here. */
  public static Plot of(
      double width, double height, String xTitle, Scale x, String yTitle, Scale y) {
    double bottom = height - BOTTOM;
    Axis up = new Axis(yTitle, y.along(bottom, TOP), List.of());
    double widest = up.ticks().stream().mapToDouble(t -> Marks.width(up.label(t))).max().orElse(0);
    double left = TITLE + widest + TICK;
    Axis across = new Axis(xTitle, x.along(left, width - RIGHT), List.of());
    return new Plot(width, height, across, up);
  }

  /** A plot of rows, one for each label, with numbers across. */
  public static Plot ofRows(double width, double row, String xTitle, Scale x, List<String> labels) {
    double widest = labels.stream().mapToDouble(Marks::width).max().orElse(0);
    double left = Math.min(Math.max(widest, LEAST_LABEL), width / 3) + 2 * TICK;
    double height = TOP + row * labels.size() + BOTTOM;
    Scale down = Scale.whole(0, labels.size() - 1, 0.5).along(TOP, height - BOTTOM);
    return new Plot(
        width,
        height,
        new Axis(xTitle, x.along(left, width - RIGHT), List.of()),
        new Axis("", down, labels));
  }

  private Plot(double width, double height, Axis x, Axis y) {
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
  }

  /** The place of a number across. */
  public double x(double value) {
    return x.scale.at(value);
  }

  /** The place of a number, or of a row, along the other axis. */
  public double y(double value) {
    return y.scale.at(value);
  }

  /** Half the width of a bar at each whole number across, in numbers. */
  public double halfBar() {
    return Math.min(HALF_BAR, WIDEST_BAR / 2 / x.scale.unit());
  }

  /** The place of a pair of numbers. */
  public Point at(double across, double up) {
    return new Point(x(across), y(up));
  }

  /** Draws something in front of all before it. */
  public Plot add(Node mark) {
    marks.add(mark);
    return this;
  }

  /** A line over the whole height. */
  public Plot upright(double value, String classes) {
    return add(Marks.line(x(value), y.scale.start(), x(value), y.scale.end()).classed(classes));
  }

  /** A line over the whole width. */
  public Plot level(double value, String classes) {
    return add(Marks.line(x.scale.start(), y(value), x.scale.end(), y(value)).classed(classes));
  }

  /** An image over the whole area between the axes. */
  public Plot image(String source) {
    double left = x.scale.start();
    double top = Math.min(y.scale.start(), y.scale.end());
    return add(
        Element.of("image")
            .with("href", source)
            .with("x", left)
            .with("y", top)
            .with("width", x.scale.end() - left)
            .with("height", Math.abs(y.scale.end() - y.scale.start()))
            .with("preserveAspectRatio", "none"));
  }

  /** The drawing; {@code id} is one of its own on the page, {@code name} what it shows. */
  public Element drawing(String id, String name, String description) {
    return Element.of("svg")
        .with("xmlns", SVG)
        .with("role", "img")
        .with("aria-labelledby", id + "-name " + id + "-text")
        .with("viewBox", "0 0 " + Numbers.place(width) + " " + Numbers.place(height))
        .with("width", width)
        .with("height", height)
        .add(
            Element.of("title", name).with("id", id + "-name"),
            Element.of("desc", description).with("id", id + "-text"))
        .addAll(axes())
        .addAll(marks);
  }

  private List<Element> axes() {
    List<Element> drawn = new ArrayList<>();
    double foot = Math.max(y.scale.start(), y.scale.end());
    double head = Math.min(y.scale.start(), y.scale.end());
    double left = x.scale.start();
    for (double tick : x.ticks()) {
      drawn.add(Marks.line(x(tick), head, x(tick), foot).classed("grid"));
      drawn.add(Marks.text("middle", x(tick), foot + 16, x.label(tick)));
    }
    drawn.addAll(y.labels.isEmpty() ? levels() : rows());
    drawn.add(Marks.line(left, foot, x.scale.end(), foot).classed("axis"));
    drawn.add(Marks.line(left, head, left, foot).classed("axis"));
    double middle = (left + x.scale.end()) / 2;
    drawn.add(Marks.text("middle", middle, height - 8, x.title).classed("title"));
    return drawn;
  }

  private List<Element> levels() {
    List<Element> drawn = new ArrayList<>();
    for (double tick : y.ticks()) {
      drawn.add(Marks.line(x.scale.start(), y(tick), x.scale.end(), y(tick)).classed("grid"));
      drawn.add(Marks.text("end", x.scale.start() - TICK, y(tick) + 4, y.label(tick)));
    }
    double middle = (y.scale.start() + y.scale.end()) / 2;
    String turned = "rotate(-90 14 " + Numbers.place(middle) + ")";
    Element title = Marks.text("middle", 14, middle, y.title).classed("title");
    drawn.add(title.with("transform", turned));
    return drawn;
  }

  private List<Element> rows() {
    List<Element> drawn = new ArrayList<>();
    double room = x.scale.start() - 2 * TICK;
    for (int row = 0; row < y.labels.size(); row++) {
      String label = y.labels.get(row);
      Element text =
          Marks.text("end", x.scale.start() - TICK, y(row) + 4, Marks.fitted(label, room));
      drawn.add(Marks.saying(text, label));
    }
    return drawn;
  }
}
