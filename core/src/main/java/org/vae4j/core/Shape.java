package org.vae4j.core;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The dimensions of a dense row-major array. A scalar has rank 0 and size 1; a dimension may be 0.
 *
 * <p>Axes count from 0; negative axes count from the end, so {@code -1} is the last.
 */
public final class Shape {
  /** The shape of a scalar, {@code []}. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    this.dims = dims;
    int product = 1;
    for (int dim : dims) {
      if (!(dim >= 0)) {
        throw new IllegalArgumentException(
            "shape: dimensions must be >= 0; got " + Arrays.toString(dims));
      }
      product = multiply(product, dim, dims);
    }
    this.size = product;
  }

  private static int multiply(int product, int dim, int[] dims) {
    try {
      return Math.multiplyExact(product, dim);
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException(
          "shape: an array holds at most 2147483647 elements; got " + Arrays.toString(dims),
          overflow);
    }
  }

  /** The shape with these dimensions; throws {@code IllegalArgumentException} on a negative one. */
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Number of elements, the product of the dimensions. */
  public int size() {
    return size;
  }

  /** Length along {@code axis}, which may be negative. */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** A copy of the dimensions. */
  public int[] dims() {
    return dims.clone();
  }

  /** {@code axis} counted from 0; throws {@code IllegalArgumentException} outside the rank. */
  public int axis(int axis) {
    int index = axis < 0 ? axis + dims.length : axis;
    if (!(index >= 0 && index < dims.length)) {
      throw new IllegalArgumentException(
          "axis: must lie within the rank of " + this + "; got axis " + axis);
    }
    return index;
  }

  /** The given axes counted from 0 and sorted; no axes stand for all of them. */
  public int[] axes(int... axes) {
    if (axes.length == 0) {
      return IntStream.range(0, dims.length).toArray();
    }
    int[] sorted = Arrays.stream(axes).map(this::axis).sorted().distinct().toArray();
    if (sorted.length != axes.length) {
      throw new IllegalArgumentException(
          "axes: must be distinct; got " + Arrays.toString(axes) + " for " + this);
    }
    return sorted;
  }

  /** Row-major strides in elements. */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /**
   * The common shape of two operands under broadcasting: aligned at the last axis, equal or 1.
   * {@code [B, 1, D], [K, D] -> [B, K, D]}. Throws {@code IllegalArgumentException} otherwise.
   */
  public Shape broadcast(Shape other) {
    if (equals(other)) {
      return this;
    }
    int rank = Math.max(rank(), other.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= rank() ? dims[rank() - i] : 1;
      int right = i <= other.rank() ? other.dims[other.rank() - i] : 1;
      if (!(left == right || left == 1 || right == 1)) {
        throw new IllegalArgumentException(
            "shapes must be equal or 1 along each axis; got left " + this + " and right " + other);
      }
      result[rank - i] = left == 1 ? right : left;
    }
    return of(result);
  }

  /** Whether an array of this shape broadcasts to {@code target} without changing it. */
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    for (int i = 1; i <= rank(); i++) {
      int dim = dims[rank() - i];
      if (dim != 1 && dim != target.dims[target.rank() - i]) {
        return false;
      }
    }
    return true;
  }

  /** This followed by axes of these lengths. */
  public Shape append(int... more) {
    int[] all = Arrays.copyOf(dims, dims.length + more.length);
    System.arraycopy(more, 0, all, dims.length, more.length);
    return of(all);
  }

  /** This shape with {@code axes} removed; no axes stand for all of them. */
  public Shape without(int... axes) {
    int[] removed = axes(axes);
    return of(
        IntStream.range(0, dims.length)
            .filter(axis -> Arrays.binarySearch(removed, axis) < 0)
            .map(axis -> dims[axis])
            .toArray());
  }

  /** This shape with {@code axes} set to 1; no axes stand for all of them. */
  public Shape keeping(int... axes) {
    int[] result = dims.clone();
    for (int axis : axes(axes)) {
      result[axis] = 1;
    }
    return of(result);
  }

  /** This shape with {@code axis} of length {@code dim}. */
  public Shape with(int axis, int dim) {
    int[] result = dims.clone();
    result[axis(axis)] = dim;
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The dimensions as in {@code [2, 3]}. */
  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
