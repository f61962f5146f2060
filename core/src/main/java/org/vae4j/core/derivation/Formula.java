package org.vae4j.core.derivation;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula as a text, such as {@code ((mean_q - mean_p)/sd_p)^2/2}, which can be read with
 * letters, read with numbers, and evaluated: the three agree because they are one.
 *
 * <p>It has {@code + - * / ^}, brackets, absolute values between bars, {@code pi} and the functions
 * of {@link Named}. A symbol is a parameter's name with {@code _q} or {@code _p}, and {@code [i]}
 * for an entry of a vector.
 */
record Formula(String text) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:_[qp])?(?:\\[i])?");

  /** The text with {@code owner}, q or p, behind each of these names. */
  static String owned(String text, Set<String> names, String owner) {
    return replaced(text, name -> names.contains(name) ? name + "_" + owner : name);
  }

  private static String replaced(String text, UnaryOperator<String> rule) {
    return NAME.matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(rule.apply(match.group())));
  }

  /** The text with each symbol's number in its place, negative ones in brackets. */
  String with(Map<String, Double> symbols) {
    return replaced(text, name -> symbols.containsKey(name) ? number(symbols.get(name)) : name);
  }

  private static String number(double x) {
    String digits = Digits.rounded(x);
    return x < 0 ? "(" + digits + ")" : digits;
  }

  /** The value; throws {@code IllegalStateException} on a text that is no formula. */
  double value(Map<String, Double> symbols) {
    return new Evaluation(text, symbols).value();
  }

  /** Recursive descent: what stands left is applied first. */
  private static final class Evaluation {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?");

    private final String text;
    private final Map<String, Double> symbols;
    private int at;

    Evaluation(String text, Map<String, Double> symbols) {
      this.text = text;
      this.symbols = symbols;
    }

    double value() {
      double value = sum();
      if (at < text.length()) {
        throw fault();
      }
      return value;
    }

    private double sum() {
      double value = product();
      while (true) {
        if (take('+')) {
          value += product();
        } else if (take('-')) {
          value -= product();
        } else {
          return value;
        }
      }
    }

    private double product() {
      double value = power();
      while (true) {
        if (take('*')) {
          value *= power();
        } else if (take('/')) {
          value /= power();
        } else {
          return value;
        }
      }
    }

    private double power() {
      if (take('-')) {
        return -power();
      }
      double base = atom();
      return take('^') ? raised(base, power()) : base;
    }

    private static double raised(double base, double exponent) {
      return exponent == 2 ? base * base : Math.pow(base, exponent);
    }

    private double atom() {
      if (take('(')) {
        return closed(sum(), ')');
      }
      if (take('|')) {
        return Math.abs(closed(sum(), '|'));
      }
      String number = match(NUMBER);
      if (number != null) {
        return Double.parseDouble(number);
      }
      String name = match(NAME);
      if (name == null) {
        throw fault();
      }
      if (take('(')) {
        return Named.of(name).at(closed(sum(), ')'));
      }
      return symbol(name);
    }

    private double symbol(String name) {
      if (symbols.containsKey(name)) {
        return symbols.get(name);
      }
      if (name.equals("pi")) {
        return Math.PI;
      }
      throw fault();
    }

    private double closed(double value, char end) {
      if (!take(end)) {
        throw fault();
      }
      return value;
    }

    private boolean take(char expected) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      boolean found = at < text.length() && text.charAt(at) == expected;
      at += found ? 1 : 0;
      return found;
    }

    private String match(Pattern pattern) {
      Matcher matcher = pattern.matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        return null;
      }
      at = matcher.end();
      return matcher.group();
    }

    private IllegalStateException fault() {
      return new IllegalStateException(
          "formula: must be one over %s; got '%s', stuck at %d"
              .formatted(symbols.keySet(), text, at + 1));
    }
  }
}
