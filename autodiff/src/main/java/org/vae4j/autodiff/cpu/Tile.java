package org.vae4j.autodiff.cpu;

/** Where in the iteration space a tile program stands: some rows of one outer index. */
final class Tile {
  /** Index over all but the last two axes. */
  int outer;

  /** First row and number of rows. */
  int row;

  int rows;

  /** First column and number of columns. */
  int column;

  int width;

  /** Elements in use: rows times width. */
  int count() {
    return rows * width;
  }
}
