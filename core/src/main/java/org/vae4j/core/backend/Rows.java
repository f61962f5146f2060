package org.vae4j.core.backend;

import org.vae4j.core.Shape;

/**
 * Visits an array row by row in row-major order, a row being its last axis, and tracks where each
 * operand's row starts. An operand is described by its stride along every axis of the array
 * visited, 0 where it stands still.
 *
 * <pre>{@code
 * Rows rows = new Rows(out, stridesA, stridesB);
 * while (rows.next()) { ... rows.start(0), rows.step(0), rows.length() ... }
 * }</pre>
 */
final class Rows {
  private final int[] dims;
  private final int[][] strides;
  private final int[] index;
  private final int[] starts;
  private int remaining;
  private boolean first = true;

  Rows(Shape over, int[]... strides) {
    this.dims = over.dims();
    this.strides = strides;
    this.index = new int[dims.length];
    this.starts = new int[strides.length];
    this.remaining = over.size() == 0 ? 0 : over.size() / length();
  }

  /** Strides of an operand that broadcasts to {@code to}, aligned at the last axis. */
  static int[] broadcast(Shape from, Shape to) {
    int[] result = new int[to.rank()];
    int[] own = from.strides();
    int lead = to.rank() - from.rank();
    for (int axis = 0; axis < own.length; axis++) {
      result[lead + axis] = from.dim(axis) == 1 ? 0 : own[axis];
    }
    return result;
  }

  /** Strides, along the axes of {@code from}, of what is left when {@code axes} are reduced. */
  static int[] reduced(Shape from, int[] axes) {
    return broadcast(from.keeping(axes), from);
  }

  /** Elements in a row; 1 for a scalar. */
  int length() {
    return dims.length == 0 ? 1 : dims[dims.length - 1];
  }

  /** Where the current row of an operand starts. */
  int start(int operand) {
    return starts[operand];
  }

  /** The distance between neighbours in a row of an operand. */
  int step(int operand) {
    return dims.length == 0 ? 0 : strides[operand][dims.length - 1];
  }

  /** Moves to the next row; false when there is none. */
  boolean next() {
    if (remaining == 0) {
      return false;
    }
    remaining--;
    if (first) {
      first = false;
      return true;
    }
    int axis = dims.length - 2;
    while (index[axis] == dims[axis] - 1) {
      move(axis, -index[axis]);
      axis--;
    }
    move(axis, 1);
    return true;
  }

  private void move(int axis, int by) {
    index[axis] += by;
    for (int operand = 0; operand < starts.length; operand++) {
      starts[operand] += by * strides[operand][axis];
    }
  }
}
