package org.vae4j.core;

import java.util.Arrays;
import java.util.List;

/**
 * The shape rule of each operation that has one, for values and for expressions alike. Every rule
 * returns the shape of the result or throws {@code IllegalArgumentException} with the shapes it
 * got.
 */
public final class Shapes {
  private Shapes() {}

  /** Elementwise operation {@code op}: the common shape under {@link Shape#broadcast}. */
  public static Shape broadcast(String op, Shape a, Shape b) {
    try {
      return a.broadcast(b);
    } catch (IllegalArgumentException mismatch) {
      throw new IllegalArgumentException(op + ": " + mismatch.getMessage(), mismatch);
    }
  }

  /** The common shape of a product and what is added to it. */
  public static Shape fma(Shape a, Shape b, Shape c) {
    return broadcast("fma", broadcast("fma", a, b), c);
  }

  /**
   * {@code [.., N, M] x [.., M, P] -> [.., N, P]}, where {@code ta} and {@code tb} exchange the
   * last two axes of an operand first; batches broadcast.
   */
  public static Shape matmul(Shape a, Shape b, boolean ta, boolean tb) {
    String got = got(ta ? "transposed left " : "left ", a, tb ? "transposed right " : "right ", b);
    require(
        a.rank() >= 2 && b.rank() >= 2, "matmul: operands must have at least two axes; got " + got);
    int inner = a.dim(ta ? -2 : -1);
    require(inner == b.dim(tb ? -1 : -2), "matmul: inner dimensions must agree; got " + got);
    return matrices(batch("matmul", a, b, got), a.dim(ta ? -1 : -2), b.dim(tb ? -2 : -1));
  }

  /** {@code [.., D, D], [.., D, N] -> [.., D, N]}; batches broadcast. */
  public static Shape triangularSolve(Shape l, Shape b) {
    String got = got("left ", l, "right ", b);
    require(
        l.rank() >= 2 && b.rank() >= 2,
        "triangularSolve: operands must have at least two axes; got " + got);
    require(l.dim(-1) == l.dim(-2), "triangularSolve: the left operand must be square; got " + got);
    require(l.dim(-1) == b.dim(-2), "triangularSolve: the row counts must agree; got " + got);
    return matrices(batch("triangularSolve", l, b, got), b.dim(-2), b.dim(-1));
  }

  /** {@code [.., D, D] -> [.., D, D]}: the last two axes of the operand of {@code op} are equal. */
  public static Shape square(String op, Shape s) {
    require(
        s.rank() >= 2 && s.dim(-1) == s.dim(-2),
        op + ": the last two axes must be equal; got " + s);
    return s;
  }

  /** {@code [.., D, D] -> [.., D]}. */
  public static Shape diagonal(Shape s) {
    return square("diagonal", s).without(-1);
  }

  /** {@code [.., D, D] -> [..]}. */
  public static Shape nuclearNorm(Shape s) {
    return square("nuclearNorm", s).without(-2, -1);
  }

  /** {@code [.., D, D], [.., D, D] -> [.., D, D]}. */
  public static Shape lyapunov(Shape left, Shape right) {
    require(
        left.equals(right),
        "lyapunov: both operands must have one shape; got " + got("left ", left, "right ", right));
    return square("lyapunov", left);
  }

  /** {@code [.., N], [.., N] -> [.., N]}: values and keys of {@code op} have one shape. */
  public static Shape keyed(String op, Shape values, Shape keys) {
    require(
        values.rank() >= 1 && values.equals(keys),
        op
            + ": values and keys must have one shape with an axis; got "
            + got("values ", values, "keys ", keys));
    return values;
  }

  /** {@code [.., N, M] -> [.., M, N]}. */
  public static Shape transpose(Shape s) {
    require(s.rank() >= 2, "transpose: the operand must have at least two axes; got " + s);
    return s.without(-2, -1).append(s.dim(-1), s.dim(-2));
  }

  /**
   * {@code from} (inclusive) to {@code to} (exclusive) along {@code axis}, which may be negative.
   */
  public static Shape slice(Shape s, int axis, int from, int to) {
    int length = s.dim(axis);
    require(
        0 <= from && from <= to && to <= length,
        "slice: needs 0 <= from <= to <= %d along axis %d of %s; got from %d to %d"
            .formatted(length, axis, s, from, to));
    return s.with(axis, to - from);
  }

  /** Arrays joined along {@code axis}, equal along every other; at least one. */
  public static Shape concat(int axis, List<Shape> shapes) {
    require(!shapes.isEmpty(), "concat: needs at least one array; got none");
    Shape first = shapes.get(0);
    int length = 0;
    for (Shape shape : shapes) {
      boolean fits =
          shape.rank() == first.rank() && shape.with(axis, first.dim(axis)).equals(first);
      if (!fits) {
        throw new IllegalArgumentException(
            "concat: shapes must be equal except along axis " + axis + "; got " + shapes);
      }
      length = Math.addExact(length, shape.dim(axis));
    }
    return first.with(axis, length);
  }

  /** {@code [.., N, ..], [I..] -> [.., I.., ..]}: an axis replaced by those of the indices. */
  public static Shape gather(Shape values, Shape indices, int axis) {
    require(
        values.rank() > axis && axis >= 0,
        "gather: needs axis " + axis + "; got " + got("values ", values, "indices ", indices));
    return replaced(values, axis, 1, indices.dims());
  }

  /** {@code [.., I.., ..], [I..] -> [.., length, ..]}: the axes of the indices replaced by one. */
  public static Shape scatterAdd(Shape values, Shape indices, int axis, int length) {
    int[] dims = values.dims();
    int end = axis + indices.rank();
    boolean fits =
        axis >= 0
            && end <= dims.length
            && Arrays.equals(Arrays.copyOfRange(dims, axis, end), indices.dims());
    require(
        fits,
        "scatterAdd: the values must have the axes of the indices at axis %d; got %s"
            .formatted(axis, got("values ", values, "indices ", indices)));
    return replaced(values, axis, indices.rank(), length);
  }

  private static Shape replaced(Shape s, int axis, int count, int... by) {
    int[] dims = new int[s.rank() - count + by.length];
    System.arraycopy(s.dims(), 0, dims, 0, axis);
    System.arraycopy(by, 0, dims, axis, by.length);
    System.arraycopy(s.dims(), axis + count, dims, axis + by.length, s.rank() - axis - count);
    return Shape.of(dims);
  }

  /** {@code [.., N, ..] -> [.., ..]} with N >= 1. */
  public static Shape argmax(Shape s, int axis) {
    require(s.dim(axis) >= 1, "argmax: axis " + axis + " must have elements; got " + s);
    return s.without(axis);
  }

  /** The same number of elements in another shape. */
  public static Shape reshape(Shape from, Shape to) {
    require(from.size() == to.size(), "reshape: sizes must agree; got from " + from + " to " + to);
    return to;
  }

  /** Repetition along axes of length 1 or absent. */
  public static Shape broadcastTo(Shape from, Shape to) {
    require(
        from.broadcastsTo(to),
        "broadcastTo: axes must be equal, 1 or absent; got from " + from + " to " + to);
    return to;
  }

  private static int[] batch(String op, Shape a, Shape b, String got) {
    int[] left = Arrays.copyOf(a.dims(), a.rank() - 2);
    int[] right = Arrays.copyOf(b.dims(), b.rank() - 2);
    try {
      return Shape.of(left).broadcast(Shape.of(right)).dims();
    } catch (IllegalArgumentException differ) {
      throw new IllegalArgumentException(
          op + ": batch axes must be equal, 1 or absent; got " + got, differ);
    }
  }

  private static Shape matrices(int[] batch, int rows, int columns) {
    int[] dims = Arrays.copyOf(batch, batch.length + 2);
    dims[batch.length] = rows;
    dims[batch.length + 1] = columns;
    return Shape.of(dims);
  }

  private static String got(String left, Shape a, String right, Shape b) {
    return left + a + " and " + right + b;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
