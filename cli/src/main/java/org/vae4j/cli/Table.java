package org.vae4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns: the first to the left, all others to the right. */
final class Table {
  private static final int WIDTH = 100;

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. */
  Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalStateException(
          "table: a row must have %d cells; got %d".formatted(rows.get(0).size(), cells.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, headings first; the columns closer together where they would not fit. */
  List<String> lines() {
    int columns = rows.get(0).size();
    int text = IntStream.range(0, columns).map(this::width).sum();
    String gap = text + 3 * (columns - 1) <= WIDTH ? "   " : "  ";
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String pad = " ".repeat(width(column) - row.get(column).length());
        line.append(column == 0 ? "" : gap);
        line.append(column == 0 ? row.get(0) + pad : pad + row.get(column));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
