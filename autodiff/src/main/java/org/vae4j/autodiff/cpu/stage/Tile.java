package org.vae4j.autodiff.cpu.stage;

/** Where in the iteration space a tile program stands: some rows of one outer index. */
public final class Tile {
  private int outer;
  private int row;
  private int rows;
  private int column;
  private int width;

  /** Goes to an index over all but the last two axes. */
  public void toOuter(int index) {
    outer = index;
  }

  /** Goes to a number of rows. */
  public void toRows(int first, int count) {
    row = first;
    rows = count;
  }

  /** Goes to a number of columns. */
  public void toColumns(int first, int count) {
    column = first;
    width = count;
  }

  /** Index over all but the last two axes. */
  public int outer() {
    return outer;
  }

  /** First row. */
  public int row() {
    return row;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** First column. */
  public int column() {
    return column;
  }

  /** Number of columns. */
  public int width() {
    return width;
  }

  /** Elements in use: rows times width. */
  public int count() {
    return rows * width;
  }
}
