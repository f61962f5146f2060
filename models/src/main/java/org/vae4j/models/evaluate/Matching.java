package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * The heaviest matching of rows with columns, by shortest augmenting paths: row after row is
 * placed, and others move where that pays, under prices that keep each step exact. It takes {@code
 * O(n^2 m)} for n rows and m >= n columns. Source: Kuhn (1955); Munkres (1957); Jonker, Volgenant
 * (1987).
 */
final class Matching {
  private static final int FREE = -1;

  private final long[][] gains;
  private final int columns;
  private final long[] rowPrice;
  private final long[] columnPrice;
  private final int[] rowOf;
  private final int[] before;

  private Matching(long[][] gains) {
    this.gains = gains;
    this.columns = gains[0].length;
    this.rowPrice = new long[gains.length];
    this.columnPrice = new long[columns + 1];
    this.rowOf = new int[columns + 1];
    this.before = new int[columns];
    Arrays.fill(rowOf, FREE);
  }

  /** The largest sum of entries with at most one in each row and in each column. */
  static long best(long[][] gains) {
    long[][] wide = gains.length <= gains[0].length ? gains : transposed(gains);
    Matching matching = new Matching(wide);
    for (int row = 0; row < wide.length; row++) {
      matching.place(row);
    }
    long sum = 0;
    for (int column = 0; column < matching.columns; column++) {
      if (matching.rowOf[column] != FREE) {
        sum += wide[matching.rowOf[column]][column];
      }
    }
    return sum;
  }

  private static long[][] transposed(long[][] matrix) {
    long[][] turned = new long[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = matrix[i][j];
      }
    }
    return turned;
  }

  /** Dijkstra from {@code row} to the nearest free column, at costs reduced by the prices. */
  private void place(int row) {
    long[] distance = new long[columns];
    boolean[] done = new boolean[columns + 1];
    Arrays.fill(distance, Long.MAX_VALUE);
    int column = columns;
    rowOf[column] = row;
    while (rowOf[column] != FREE) {
      done[column] = true;
      relax(column, distance, done);
      int next = nearest(distance, done);
      shift(distance[next], distance, done);
      column = next;
    }
    while (column != columns) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }

  private void relax(int from, long[] distance, boolean[] done) {
    int row = rowOf[from];
    for (int column = 0; column < columns; column++) {
      long cost = -gains[row][column] - rowPrice[row] - columnPrice[column];
      if (!done[column] && cost < distance[column]) {
        distance[column] = cost;
        before[column] = from;
      }
    }
  }

  private int nearest(long[] distance, boolean[] done) {
    int nearest = FREE;
    for (int column = 0; column < columns; column++) {
      if (!done[column] && (nearest == FREE || distance[column] < distance[nearest])) {
        nearest = column;
      }
    }
    return nearest;
  }

  private void shift(long by, long[] distance, boolean[] done) {
    for (int column = 0; column <= columns; column++) {
      if (done[column]) {
        rowPrice[rowOf[column]] += by;
        columnPrice[column] -= by;
      } else if (column < columns) {
        distance[column] -= by;
      }
    }
  }
}
