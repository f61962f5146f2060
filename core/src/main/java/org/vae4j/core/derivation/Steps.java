package org.vae4j.core.derivation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Distribution;

/** Steps as they are written down, and the numbers that symbols stand for. */
final class Steps {
  /** Entries of a long sum that are written out at its start; the last one is, too. */
  private static final int SHOWN = 3;

  private final Map<String, Double> symbols;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> signed = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  Steps(Map<String, Double> symbols) {
    this.symbols = Collections.unmodifiableMap(new LinkedHashMap<>(symbols));
    steps.add(Step.definition());
  }

  /** With the scalar parameters of q and p as symbols. */
  static Steps of(Distribution<Doubles> q, Distribution<Doubles> p) {
    Map<String, Double> symbols = new LinkedHashMap<>();
    put(symbols, q, "_q");
    put(symbols, p, "_p");
    return new Steps(symbols);
  }

  private static void put(
      Map<String, Double> symbols, Distribution<Doubles> distribution, String owner) {
    distribution
        .parameters()
        .forEach(
            (name, value) -> {
              if (value.shape().size() == 1) {
                symbols.put(name + owner, value.scalar());
              }
            });
  }

  /** The text with numbers for its symbols; empty if there are none in it. */
  String numbers(String text) {
    String numbers = new Formula(text).with(symbols);
    return numbers.equals(text) ? "" : numbers;
  }

  double value(String text) {
    return new Formula(text).value(symbols);
  }

  void add(Step step) {
    steps.add(step);
  }

  /** A function of x: with numbers, but without a value. */
  void function(Kind kind, String subject, String text) {
    steps.add(Step.function(kind, subject, text, numbers(text)));
  }

  /** A formula, evaluated. */
  double formula(Kind kind, String subject, String text) {
    double value = value(text);
    steps.add(Step.number(kind, subject, text, numbers(text), value));
    return value;
  }

  /** The sum of {@code text} over the entries i of vectors, whose symbols end in {@code [i]}. */
  double sum(Kind kind, String subject, String text, Map<String, double[]> vectors) {
    int count = vectors.values().iterator().next().length;
    List<String> numbers = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      Map<String, Double> entry = new LinkedHashMap<>(symbols);
      int at = i;
      vectors.forEach((name, values) -> entry.put(name + "[i]", values[at]));
      sum += new Formula(text).value(entry);
      if (i < SHOWN || i == count - 1) {
        numbers.add(new Formula(text).with(entry));
      }
    }
    steps.add(Step.number(kind, subject, over(text), abbreviated(numbers, count), sum));
    return sum;
  }

  /** {@code sum_i text}. */
  static String over(String text) {
    return isSum(text) ? "sum_i (" + text + ")" : "sum_i " + text;
  }

  /** A sum written out, but for its middle where it is long. */
  static String abbreviated(List<String> shown, int count) {
    List<String> texts = new ArrayList<>();
    shown.forEach(text -> texts.add(isSum(text) ? "(" + text + ")" : text));
    if (count > SHOWN + 1) {
      texts.add(SHOWN, "...");
    }
    return String.join(" + ", texts);
  }

  private static boolean isSum(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0 && (text.startsWith(" + ", i) || text.startsWith(" - ", i))) {
        return true;
      }
    }
    return text.startsWith("-");
  }

  /**
   * A part of the divergence, to be added up: {@code text} read with numbers as {@code numbers}.
   */
  void term(boolean positive, String text, String numbers, double value) {
    double part = positive ? value : -value;
    String sign = positive ? "" : "-";
    boolean wrapped = !positive && isSum(text);
    steps.add(
        Step.number(
            Kind.TERM,
            "",
            wrapped ? "-(" + text + ")" : sign + text,
            numbers.isEmpty() ? "" : wrapped ? "-(" + numbers + ")" : sign + numbers,
            part));
    summand(part, (positive ? " + " : " - ") + (wrapped ? "(" + text + ")" : text));
  }

  /** A part of the divergence that steps have found already. */
  void summand(double value, String text) {
    signed.add(text);
    values.add(value);
  }

  /** The sum of the terms, in letters unless {@code text} says it shorter, and in numbers. */
  Derivation finish(String text) {
    double[] parts = values.stream().mapToDouble(x -> x).toArray();
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    String letters = text.isEmpty() ? joined() : text;
    steps.add(Step.number(Kind.SUM, "KL(q || p)", letters, Digits.sum(parts), sum));
    return new Derivation(steps, "");
  }

  private String joined() {
    String all = String.join("", signed);
    return all.startsWith(" + ") ? all.substring(3) : "-" + all.substring(3);
  }
}
