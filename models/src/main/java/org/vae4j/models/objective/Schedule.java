package org.vae4j.models.objective;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.core.Choice;

/**
 * A number over the course of training, as a function of the global step alone, so that a resumed
 * run goes on where it stopped.
 *
 * @param shape how it goes
 * @param from the number before the first step
 * @param to the number once {@code epochs} are over
 * @param epochs how long it takes; 0 for {@code to} throughout
 */
public record Schedule(Annealing shape, double from, double to, double epochs) {
  private static final String NUMBER = "([-+.0-9eE]+?)";
  private static final Pattern MOVING =
      Pattern.compile(NUMBER + "\\.\\." + NUMBER + "(?::([a-z]+))?:" + NUMBER);

  /** Throws {@code IllegalArgumentException} for a number that is not finite, or epochs below 0. */
  public Schedule {
    Check.require(Math.abs(from) <= Double.MAX_VALUE, "schedule: from must be finite", from);
    Check.require(Math.abs(to) <= Double.MAX_VALUE, "schedule: to must be finite", to);
    Check.require(
        epochs >= 0 && epochs <= Double.MAX_VALUE, "schedule: epochs must be >= 0", epochs);
  }

  /** A number that does not change. */
  public static Schedule constant(double value) {
    return new Schedule(Annealing.LINEAR, value, value, 0);
  }

  /**
   * The schedule of a text, a number or {@code FROM..TO:EPOCHS} or {@code FROM..TO:SHAPE:EPOCHS},
   * as in {@code 0..1:cosine:10}. Throws {@code IllegalArgumentException} for any other.
   */
  public static Schedule parse(String text) {
    Matcher moving = MOVING.matcher(text);
    try {
      if (!moving.matches()) {
        return constant(Double.parseDouble(text));
      }
      String shape = moving.group(3) == null ? "linear" : moving.group(3);
      return new Schedule(
          Choice.among("schedule", shape, shapes()),
          Double.parseDouble(moving.group(1)),
          Double.parseDouble(moving.group(2)),
          Double.parseDouble(moving.group(4)));
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(
          "schedule must be a number, FROM..TO:EPOCHS or FROM..TO:SHAPE:EPOCHS; got " + text, none);
    }
  }

  private static Map<String, Annealing> shapes() {
    return Map.of(
        "linear", Annealing.LINEAR, "cosine", Annealing.COSINE, "cyclical", Annealing.CYCLICAL);
  }

  /** A text that {@link #parse} reads. */
  public String text() {
    return isConstant()
        ? number(to)
        : "%s..%s:%s:%s".formatted(number(from), number(to), Choice.kebab(shape), number(epochs));
  }

  private static String number(double value) {
    return value == (long) value ? Long.toString((long) value) : Double.toString(value);
  }

  /** Whether it is one number throughout. */
  public boolean isConstant() {
    return from == to || epochs == 0;
  }

  /** The number at a step. */
  public double at(Moment moment) {
    double share = share(moment);
    return share == 1 ? to : from + share * (to - from);
  }

  /** Whether the number at a step is {@code to}. */
  public boolean arrived(Moment moment) {
    return share(moment) == 1;
  }

  private double share(Moment moment) {
    return isConstant() ? 1 : shape.share(moment.epochs() / epochs);
  }

  /** The least that it ever is. */
  public double least() {
    return isConstant() ? to : Math.min(from, to);
  }
}
