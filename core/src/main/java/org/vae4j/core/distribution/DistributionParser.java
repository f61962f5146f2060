package org.vae4j.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;

/**
 * Recursive descent over {@code name(argument, ..)}, where an argument is a number, a distribution,
 * or a list of one of them in brackets.
 */
final class DistributionParser {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|inf(?:inity)?|nan)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final int DEEPEST = 100;
  private static final int LONGEST_ECHO = 200;

  private final String text;
  private int at;
  private int depth;

  DistributionParser(String text) {
    this.text = text;
  }

  Distribution<Doubles> parse() {
    Distribution<Doubles> parsed = distribution();
    if (at < text.length()) {
      throw expected("the end");
    }
    return parsed;
  }

  private Distribution<Doubles> distribution() {
    skip();
    String name = match(NAME);
    if (name == null) {
      throw expected("a distribution, such as normal(0,1)");
    }
    skip();
    take('(', "'('");
    List<Object> arguments = new ArrayList<>();
    if (!next(')')) {
      arguments = sequence(')', "',' or ')'");
    }
    take(')', "',' or ')'");
    return Distributions.make(name, arguments);
  }

  /** Arguments apart by commas, up to but without {@code end}. */
  private List<Object> sequence(char end, String expectation) {
    if (++depth > DEEPEST) {
      throw expected("at most " + DEEPEST + " nested brackets");
    }
    List<Object> items = new ArrayList<>();
    items.add(argument());
    while (!next(end)) {
      take(',', expectation);
      items.add(argument());
    }
    depth--;
    return items;
  }

  private Object argument() {
    skip();
    if (next('[')) {
      int start = at;
      take('[', "'['");
      List<Object> items = next(']') ? List.of() : sequence(']', "',' or ']'");
      take(']', "',' or ']'");
      return list(items, start);
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt() && !continuesAsName(number.end())) {
      at = number.end();
      skip();
      return Doubles.scalar(value(number.group()));
    }
    return new Distributions.Components(List.of(distribution()));
  }

  private boolean continuesAsName(int end) {
    return end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '(');
  }

  private static double value(String number) {
    String lower = number.toLowerCase(Locale.ROOT);
    if (lower.contains("inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return lower.contains("nan") ? Double.NaN : Double.parseDouble(number);
  }

  /** A vector of numbers, a matrix of vectors, or a list of distributions. */
  private Object list(List<Object> items, int start) {
    if (!items.isEmpty() && items.stream().allMatch(Distributions.Components.class::isInstance)) {
      return new Distributions.Components(
          items.stream()
              .flatMap(item -> ((Distributions.Components) item).list().stream())
              .toList());
    }
    if (!items.stream().allMatch(Doubles.class::isInstance)) {
      throw fault("a list must hold numbers, lists of numbers, or distributions alone", start);
    }
    List<Doubles> arrays = items.stream().map(Doubles.class::cast).toList();
    Shape shape = arrays.isEmpty() ? Shape.SCALAR : arrays.get(0).shape();
    if (!arrays.stream().allMatch(a -> a.shape().equals(shape) && shape.rank() < 2)) {
      throw fault("the lists of a list must have one length", start);
    }
    double[] values =
        arrays.stream().flatMapToDouble(a -> Arrays.stream(a.toDoubleArray())).toArray();
    return Doubles.of(
        shape.rank() == 0 ? Shape.of(arrays.size()) : Shape.of(arrays.size(), shape.dim(0)),
        values);
  }

  private void take(char expected, String expectation) {
    skip();
    if (!next(expected)) {
      throw expected(expectation);
    }
    at++;
    skip();
  }

  private boolean next(char expected) {
    return at < text.length() && text.charAt(at) == expected;
  }

  private void skip() {
    match(SPACE);
  }

  private String match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.group();
  }

  private IllegalArgumentException expected(String what) {
    String got = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return fault("expected " + what + "; got " + got, at);
  }

  private IllegalArgumentException fault(String what, int position) {
    return new IllegalArgumentException(
        "distribution: %s at position %d of '%s'".formatted(what, position + 1, shortened()));
  }

  private String shortened() {
    return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "...";
  }
}
