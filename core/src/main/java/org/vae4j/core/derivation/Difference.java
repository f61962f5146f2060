package org.vae4j.core.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.core.derivation.LogDensity.Part;

/**
 * {@code log q(x) - log p(x)} as a sum: parts that stand in both and hold no parameter cancel,
 * constants of one form are put together, and so are the coefficients of one statistic.
 */
final class Difference {
  private static final Pattern LOG = Pattern.compile("log\\(([^()]*)\\)");

  /**
   * One of its summands: a signed coefficient, times a statistic unless that is empty.
   *
   * @param template the statistic before its letters had an owner
   * @param owner q or p, whose parameters are in the statistic; q for none
   */
  record Summand(
      boolean positive, String coefficient, String statistic, String template, String owner) {
    /** It without its sign, with {@code statistic} in the place of its own. */
    String text(String statistic) {
      return LogDensity.product(coefficient, statistic);
    }
  }

  private final List<Summand> summands = new ArrayList<>();

  private Difference(LogDensity q, LogDensity p) {
    Map<String, List<Part>> left = byStatistic(q);
    Map<String, List<Part>> right = byStatistic(p);
    constants(left.remove(""), right.remove(""));
    for (Map.Entry<String, List<Part>> entry : left.entrySet()) {
      coefficients(entry.getKey(), entry.getValue(), right.remove(entry.getKey()), "q");
    }
    for (Map.Entry<String, List<Part>> entry : right.entrySet()) {
      coefficients(entry.getKey(), List.of(), entry.getValue(), "p");
    }
  }

  static List<Summand> of(LogDensity q, LogDensity p) {
    return List.copyOf(new Difference(q, p).summands);
  }

  private static Map<String, List<Part>> byStatistic(LogDensity density) {
    Map<String, List<Part>> parts = new LinkedHashMap<>();
    for (Part part : density.parts()) {
      parts.computeIfAbsent(part.statistic(), key -> new ArrayList<>()).add(part);
    }
    return parts;
  }

  private void constants(List<Part> left, List<Part> right) {
    List<Part> rest = new ArrayList<>(right);
    for (Part q : left) {
      Part twin = twin(q, rest);
      rest.remove(twin);
      if (twin == null) {
        constant(q.positive(), q.coefficient());
      } else if (!q.isFree()) {
        Part plus = q.positive() ? q : twin;
        Part minus = q.positive() ? twin : q;
        constant(true, difference(plus.coefficient(), minus.coefficient()));
      }
    }
    rest.forEach(p -> constant(!p.positive(), p.coefficient()));
  }

  private static Part twin(Part part, List<Part> others) {
    return others.stream()
        .filter(other -> other.template().equals(part.template()))
        .findFirst()
        .orElse(null);
  }

  private void constant(boolean positive, String text) {
    summands.add(new Summand(positive, text, "", "", "q"));
  }

  /** {@code a - b}; of two logarithms, that of the quotient. */
  private static String difference(String a, String b) {
    Matcher left = LOG.matcher(a);
    Matcher right = LOG.matcher(b);
    return left.matches() && right.matches()
        ? "log(" + factor(left.group(1)) + "/" + factor(right.group(1)) + ")"
        : a + " - " + b;
  }

  private static String factor(String text) {
    return text.indexOf(' ') < 0 ? text : "(" + text + ")";
  }

  private void coefficients(String statistic, List<Part> left, List<Part> right, String owner) {
    List<String> plus = new ArrayList<>();
    List<String> minus = new ArrayList<>();
    left.forEach(q -> (q.positive() ? plus : minus).add(q.coefficient()));
    if (right != null) {
      right.forEach(p -> (p.positive() ? minus : plus).add(p.coefficient()));
    }
    if (plus.remove("1") && !minus.remove("1")) {
      plus.add("1");
    }
    Part any = left.isEmpty() ? right.get(0) : left.get(0);
    String template = any.template().substring(2).split(" \\| ", 2)[1];
    if (plus.isEmpty() && !minus.isEmpty()) {
      summands.add(new Summand(false, joined(minus, List.of()), statistic, template, owner));
    } else if (!plus.isEmpty()) {
      summands.add(new Summand(true, joined(plus, minus), statistic, template, owner));
    }
  }

  private static String joined(List<String> plus, List<String> minus) {
    if (plus.size() == 1 && minus.isEmpty()) {
      return plus.get(0);
    }
    boolean logs = plus.size() == 1 && minus.size() == 1 && LOG.matcher(plus.get(0)).matches();
    if (logs && LOG.matcher(minus.get(0)).matches()) {
      return difference(plus.get(0), minus.get(0));
    }
    String text = String.join(" + ", plus);
    return "(" + (minus.isEmpty() ? text : text + " - " + String.join(" - ", minus)) + ")";
  }
}
