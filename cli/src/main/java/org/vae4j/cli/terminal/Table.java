package org.vae4j.cli.terminal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns: the first to the left, all others to the right unless asked. */
public final class Table {
  private static final int WIDTH = 100;
  private static final int NARROWEST = 8;

  private final List<List<String>> rows = new ArrayList<>();
  private final BitSet left = new BitSet();
  private int shrinking = -1;

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
    left.set(0);
  }

  /** The same with columns {@code from} (inclusive) to {@code to} (exclusive) to the left. */
  public Table left(int from, int to) {
    left.set(from, to);
    return this;
  }

  /** The same with a column whose text is cut off where lines would be too long. */
  public Table shrinking(int column) {
    shrinking = column;
    return this;
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalStateException(
          "table: a row must have %d cells; got %d".formatted(rows.get(0).size(), cells.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, headings first; the columns closer together where they would not fit. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = IntStream.range(0, columns).map(this::width).toArray();
    int text = IntStream.of(widths).sum();
    String gap = text + 3 * (columns - 1) <= WIDTH ? "   " : "  ";
    int excess = text + gap.length() * (columns - 1) - WIDTH;
    if (shrinking >= 0 && excess > 0) {
      widths[shrinking] = Math.max(NARROWEST, widths[shrinking] - excess);
    }
    return rows.stream().map(row -> line(row, widths, gap)).toList();
  }

  private String line(List<String> row, int[] widths, String gap) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String cell = Paragraph.clipped(row.get(column), widths[column]);
      String pad = " ".repeat(widths[column] - cell.length());
      cells.add(left.get(column) ? cell + pad : pad + cell);
    }
    return String.join(gap, cells).stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
