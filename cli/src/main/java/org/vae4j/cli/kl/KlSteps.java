package org.vae4j.cli.kl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.cli.terminal.Paragraph;
import org.vae4j.core.derivation.Derivation;
import org.vae4j.core.derivation.Digits;
import org.vae4j.core.derivation.Step;
import org.vae4j.core.derivation.Step.Kind;

/** The steps of a derivation, laid out under numbered headings with the equals signs aligned. */
final class KlSteps {
  private static final int WIDTH = 100;

  /** More than brackets ever are within each other. */
  private static final int NO_SIGN = 100;

  private static final int LONGEST_SUBJECT = 50;
  private static final String INDENT = "     ";

  private final List<String> lines = new ArrayList<>();

  private KlSteps() {}

  static List<String> lines(Derivation derivation) {
    KlSteps page = new KlSteps();
    Map<Kind, List<Step>> groups = new LinkedHashMap<>();
    for (Step step : derivation.steps()) {
      groups.computeIfAbsent(step.kind(), kind -> new ArrayList<>()).add(step);
    }
    int number = 1;
    for (Map.Entry<Kind, List<Step>> group : groups.entrySet()) {
      page.lines.add("");
      page.lines.add("  " + number++ + "  " + group.getKey().text());
      page.group(group.getKey(), group.getValue());
    }
    page.remarks(derivation);
    return page.lines;
  }

  private void group(Kind kind, List<Step> steps) {
    if (kind == Kind.TERM && steps.size() > 1 && table(steps)) {
      return;
    }
    int column =
        steps.stream()
            .mapToInt(step -> step.subject().length())
            .filter(length -> length <= LONGEST_SUBJECT)
            .max()
            .orElse(0);
    steps.forEach(step -> step(step, column));
  }

  /** Terms in columns, with their values by the point; false if they are too wide for that. */
  private boolean table(List<Step> steps) {
    List<List<String>> columns = new ArrayList<>();
    columns.add(steps.stream().map(Step::subject).toList());
    columns.add(steps.stream().map(Step::formula).toList());
    columns.add(steps.stream().map(Step::numbers).toList());
    columns.add(Points.aligned(steps.stream().map(KlSteps::value).toList()));
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      StringBuilder row = new StringBuilder(INDENT);
      for (List<String> column : columns) {
        int wide = column.stream().mapToInt(String::length).max().orElse(0);
        if (wide > 0) {
          String cell = column.get(i);
          row.append(row.length() == INDENT.length() ? "" : cell.isEmpty() ? "   " : " = ");
          row.append(cell).append(" ".repeat(wide - cell.length()));
        }
      }
      rows.add(row.toString().stripTrailing());
    }
    boolean fits = rows.stream().allMatch(row -> row.length() <= WIDTH);
    if (fits) {
      lines.addAll(rows);
    }
    return fits;
  }

  private static String value(Step step) {
    return step.value().isEmpty() ? "" : Digits.rounded(step.value().getAsDouble());
  }

  private void step(Step step, int wide) {
    List<String> sides = new ArrayList<>();
    for (String side : List.of(step.formula(), step.numbers(), value(step))) {
      if (!side.isEmpty() && !sides.contains(side)) {
        sides.add(side);
      }
    }
    if (step.subject().isEmpty() && onOneLine(sides)) {
      return;
    }
    boolean apart = step.subject().isEmpty() || step.subject().length() > LONGEST_SUBJECT;
    String start = INDENT + (step.subject().isEmpty() ? sides.remove(0) : step.subject());
    if (apart) {
      lines.addAll(broken(start, INDENT.length() + 2));
      start = INDENT;
    }
    int column = apart ? INDENT.length() : INDENT.length() + wide;
    start += " ".repeat(column - start.length());
    for (String side : sides) {
      lines.addAll(broken(start + " = " + side, column + 3));
      start = " ".repeat(column);
    }
  }

  private boolean onOneLine(List<String> sides) {
    String line = INDENT + String.join(" = ", sides);
    if (line.length() > WIDTH) {
      return false;
    }
    return lines.add(line);
  }

  /** A line, broken where it is too long, if it can be. */
  private static List<String> broken(String line, int indent) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    for (int at = place(rest, indent); at > 0; at = place(rest, indent)) {
      parts.add(rest.substring(0, at));
      rest = " ".repeat(indent) + rest.substring(at + 1);
    }
    parts.add(rest);
    return parts;
  }

  /** Where to break: before the last of the signs in the fewest brackets, else at any space. */
  private static int place(String line, int indent) {
    int last = -1;
    int fewest = Integer.MAX_VALUE;
    int depth = 0;
    for (int i = indent; i < WIDTH && line.length() > WIDTH; i++) {
      depth += "([".indexOf(line.charAt(i)) >= 0 ? 1 : ")]".indexOf(line.charAt(i)) >= 0 ? -1 : 0;
      boolean sign = line.startsWith(" + ", i) || line.startsWith(" - ", i);
      int cost = sign ? depth : line.charAt(i) == ' ' ? NO_SIGN : Integer.MAX_VALUE;
      if (i > indent && cost <= fewest && cost < Integer.MAX_VALUE) {
        last = i;
        fewest = cost;
      }
    }
    return last;
  }

  private void remarks(Derivation derivation) {
    if (!derivation.note().isEmpty() && Double.isFinite(derivation.sum())) {
      lines.add("");
      Paragraph.wrapped(derivation.note(), WIDTH - INDENT.length())
          .forEach(line -> lines.add(INDENT + line));
    }
    if (!derivation.notation().isEmpty()) {
      lines.add("");
      derivation
          .notation()
          .forEach((name, meaning) -> lines.add(INDENT + "where " + name + "(x) is " + meaning));
    }
  }
}
