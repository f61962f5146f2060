package org.vae4j.models.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.core.Choice;

/**
 * How an optimiser moves each parameter, from its gradient and some running values. To add one,
 * write its two loops and a line in {@link #parse}.
 */
public sealed interface Rule permits AdamW, RmsProp, Sgd, AdaMax {
  /** The rule as a text that {@link #parse} reads. */
  String text();

  /** The names of its running values, each zero at first. */
  List<String> moments();

  /** What the loops need for an update, {@code step} counted from 1. */
  double[] factors(long step, double rate);

  /** Moves the first {@code n} of {@code p} and of the moments {@code m}. */
  void update(double[] p, double[] g, double[][] m, int n, double[] factors);

  /** The same in float32. */
  void update(float[] p, float[] g, float[][] m, int n, double[] factors);

  /** Adam with the constants of its paper: {@link AdamW} without decay. */
  static Rule adam() {
    return new AdamW(0);
  }

  /**
   * The rule of a text: {@code adam}, {@code adamw[:decay]}, {@code rmsprop[:smoothing]}, {@code
   * sgd[:momentum]}, {@code nesterov[:momentum]} or {@code adamax}. Throws {@code
   * IllegalArgumentException} for any other.
   */
  static Rule parse(String text) {
    Map<String, Function<String, Rule>> known = new LinkedHashMap<>();
    known.put("adam", number -> none(text, number, adam()));
    known.put("adamw", number -> new AdamW(number(text, number, 0.01)));
    known.put("rmsprop", number -> new RmsProp(number(text, number, 0.99)));
    known.put("sgd", number -> new Sgd(number(text, number, 0.9), false));
    known.put("nesterov", number -> new Sgd(number(text, number, 0.9), true));
    known.put("adamax", number -> none(text, number, new AdaMax()));
    String[] parts = text.split(":", 2);
    return Choice.among("optimizer", parts[0], known).apply(parts.length == 1 ? "" : parts[1]);
  }

  private static double number(String text, String number, double fallback) {
    try {
      return number.isEmpty() && !text.contains(":") ? fallback : Double.parseDouble(number);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(
          "optimizer must be a name, or a name:number; got " + text, none);
    }
  }

  private static Rule none(String text, String number, Rule rule) {
    if (!number.isEmpty() || text.contains(":")) {
      throw new IllegalArgumentException(
          "optimizer " + rule.text() + " takes no number; got " + text);
    }
    return rule;
  }

  /** Throws {@code IllegalArgumentException} unless {@code value} lies in {@code [0, 1)}. */
  static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must lie in [0, 1); got " + value);
    }
  }
}
