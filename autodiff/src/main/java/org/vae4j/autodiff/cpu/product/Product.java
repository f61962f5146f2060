package org.vae4j.autodiff.cpu.product;

import java.util.List;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/**
 * A matrix product {@code [m, k] [k, n] -> [m, n]} of operands in memory, to be made in blocks.
 *
 * @param left the left operand
 * @param right the right operand
 * @param m rows of the result
 * @param n columns of the result
 * @param k terms of each sum
 * @param panels whether the right operand is stored in {@link Panels}
 */
public record Product(Matrix left, Matrix right, int m, int n, int k, boolean panels) {
  /** One of the products of two stacks, or of matrices by themselves, stored by rows. */
  Product(Slot a, Shape shapeA, boolean ta, Slot b, Shape shapeB, boolean tb, int batch) {
    this(
        matrix(a, shapeA, ta, batch),
        matrix(b, shapeB, tb, batch),
        shapeA.dim(ta ? -1 : -2),
        shapeB.dim(tb ? -2 : -1),
        shapeA.dim(ta ? -2 : -1),
        false);
  }

  /** Of matrices stored by rows. */
  public Product(Matrix left, Matrix right, int m, int n, int k) {
    this(left, right, m, n, k, false);
  }

  /** The same by a right operand that is stored in panels. */
  Product byPanels() {
    return new Product(left, right, m, n, k, true);
  }

  /** A matrix of a stack, or the only one. */
  static Matrix matrix(Slot slot, Shape shape, boolean transposed, int batch) {
    int rows = shape.dim(-2);
    int columns = shape.dim(-1);
    int start = shape.rank() > 2 ? batch * rows * columns : 0;
    return new Matrix(slot.memory(), slot.offset() + start, columns, transposed);
  }

  /** The same over terms {@code [from, to)} of each sum alone; the right operand lies by rows. */
  Product between(int from, int to) {
    return new Product(left.from(0, from), right.from(from, 0), m, n, to - from);
  }

  /**
   * Adds the calls that make the block of the result whose first element is this one: slice by
   * slice of the depth, and each slice panel by panel. They put it in place or add to what is
   * there.
   */
  public void block(
      int row, int column, Blocking cut, Matrix into, boolean added, List<Gemm> calls) {
    int height = Math.min(cut.height(), m - row);
    int end = Math.min(n, column + cut.width());
    int depth = Blocking.share(k, cut.depth());
    int done = 0;
    do {
      int slice = Math.min(depth, k - done);
      for (int at = column; at < end; at += cut.panel()) {
        int width = Math.min(cut.panel(), end - at);
        Matrix a = left.from(row, done);
        Matrix b = right(done, at);
        boolean adds = added || done > 0;
        calls.add(new Gemm(height, width, slice, a, b, into.from(0, at - column), adds));
      }
      done += slice;
    } while (done < k);
  }

  /** The right operand from a term and a column on, which is the first of a call. */
  private Matrix right(int term, int column) {
    if (!panels) {
      return right.from(term, column);
    }
    int width = Math.min(Blocking.PANEL, n - column);
    long skip = (long) column * k + (long) term * width;
    return new Matrix(right.memory(), right.offset() + skip, width, false);
  }
}
