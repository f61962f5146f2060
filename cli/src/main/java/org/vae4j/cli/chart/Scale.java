package org.vae4j.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * From numbers to places along an axis.
 *
 * @param low the number at {@code start}
 * @param high the number at {@code end}, above {@code low}
 * @param kind what is equally long
 * @param start a place
 * @param end another; it may be the smaller one, as for an axis that points up
 */
public record Scale(double low, double high, Kind kind, double start, double end) {
  private static final double ROOM = 0.04;

  /** Powers of ten are the ticks of a logarithmic axis from this ratio of its ends on. */
  private static final double WIDE = 30;

  /** What is equally long on an axis. */
  enum Kind {
    /** Equal differences. */
    LINEAR,
    /** The same, and there is nothing between whole numbers. */
    WHOLE,
    /** Equal ratios. */
    LOGARITHMIC
  }

  /** Throws {@code IllegalStateException} unless it goes up, above 0 for a logarithm. */
  public Scale {
    boolean above = kind != Kind.LOGARITHMIC || low > 0;
    if (!(low < high && high - low < Double.POSITIVE_INFINITY && above)) {
      throw new IllegalStateException(
          "scale: must go up between finite numbers, above 0 for a logarithm; got %s to %s"
              .formatted(low, high));
    }
  }

  /** A linear scale between these numbers. */
  public static Scale between(double low, double high) {
    return new Scale(low, high, Kind.LINEAR, 0, 1);
  }

  /** A scale for whole numbers from one to another, with room beside them. */
  public static Scale whole(int first, int last, double room) {
    return new Scale(first - room, last + room, Kind.WHOLE, 0, 1);
  }

  /** A linear scale from the least to the greatest of these with some room; 0 to 1 for none. */
  public static Scale linear(DoubleStream values) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(1);
    double room = high > low ? ROOM * (high - low) : Math.max(0.5, ROOM * Math.abs(high));
    return between(low - room, high + room);
  }

  /** A logarithmic scale over these as far as they are above 0; 1 to 10 for none. */
  public static Scale logarithmic(DoubleStream values) {
    double[] positive = values.filter(value -> value > 0 && Double.isFinite(value)).toArray();
    double low = DoubleStream.of(positive).min().orElse(1);
    double high = DoubleStream.of(positive).max().orElse(10);
    double room = high > low ? Math.pow(high / low, ROOM) : 2;
    return new Scale(low / room, high * room, Kind.LOGARITHMIC, 0, 1);
  }

  /** The same up from another number. */
  public Scale from(double otherLow) {
    return new Scale(otherLow, high, kind, start, end);
  }

  /** The same numbers along another axis. */
  Scale along(double otherStart, double otherEnd) {
    return new Scale(low, high, kind, otherStart, otherEnd);
  }

  /** The place of a number; that of the nearer end for one beyond. */
  public double at(double value) {
    double inside = Math.max(low, Math.min(high, value));
    double share =
        kind == Kind.LOGARITHMIC
            ? Math.log(inside / low) / Math.log(high / low)
            : (inside - low) / (high - low);
    return start + share * (end - start);
  }

  /** How long a difference of 1 is on a linear scale. */
  double unit() {
    return (end - start) / (high - low);
  }

  /** Round numbers on the scale, about as many as asked for. */
  List<Double> ticks(int about) {
    return byPowers() ? powers(about) : even(step(about));
  }

  private boolean byPowers() {
    return kind == Kind.LOGARITHMIC && high / low > WIDE;
  }

  private List<Double> powers(int about) {
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    int every = Math.max(1, (last - first) / Math.max(1, about) + 1);
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }

  private List<Double> even(double step) {
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5 times a power of ten that gives no more ticks than asked for. */
  private double step(int about) {
    double raw = (high - low) / Math.max(1, about);
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double ratio = raw / power;
    double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    return kind == Kind.WHOLE ? Math.max(1, step) : step;
  }

  /** A tick as text, with as many decimals as tell it from the next. */
  String label(double tick, int about) {
    if (byPowers()) {
      return tick >= 1e-4 && tick <= 1e6
          ? Numbers.rounded(tick, (int) Math.max(0, Math.ceil(-Math.log10(tick) - 1e-9)))
          : "1e" + Numbers.rounded(Math.log10(tick), 0);
    }
    double step = step(about);
    if (Math.max(Math.abs(low), Math.abs(high)) >= 1e7 || step < 1e-6) {
      return Numbers.significant(tick, 3);
    }
    return Numbers.rounded(tick, (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  }
}
