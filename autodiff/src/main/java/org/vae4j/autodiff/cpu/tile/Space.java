package org.vae4j.autodiff.cpu.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.Shape;

/**
 * An iteration space with as few axes as its accesses allow: axes that every access walks through
 * without a jump are merged. The last axis is the width, the one before it the rows, the others the
 * outer axes; each part of a stage takes a range along one of the three.
 */
final class Space {
  private final List<Integer> axes;
  private final int[] dims;
  private final int[] outerDims;
  final int outer;
  final int rows;
  final int width;

  /** Along which of outer (0), rows (1) and width (2) parts are cut. */
  final int cutAxis;

  final int parts;

  /** The space of {@code shape} for accesses of these strides, one for each axis of the shape. */
  Space(Shape shape, List<int[]> strides) {
    dims = shape.dims();
    axes = new ArrayList<>();
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] != 1) {
        if (!axes.isEmpty() && merges(axes.get(axes.size() - 1), axis, strides)) {
          dims[axis] *= dims[axes.remove(axes.size() - 1)];
        }
        axes.add(axis);
      }
    }
    int kept = axes.size();
    width = kept > 0 ? dims[axes.get(kept - 1)] : 1;
    rows = kept > 1 ? dims[axes.get(kept - 2)] : 1;
    outerDims = IntStream.range(0, Math.max(0, kept - 2)).map(i -> dims[axes.get(i)]).toArray();
    outer = IntStream.of(outerDims).reduce(1, (a, b) -> a * b);
    cutAxis = outer >= Stage.PARTS ? 0 : rows >= Stage.PARTS ? 1 : 2;
    int alongCut = cutAxis == 0 ? outer : cutAxis == 1 ? rows : width / 256;
    parts = shape.size() < 512 ? 1 : Math.max(1, Math.min(Stage.PARTS, alongCut));
  }

  private boolean merges(int left, int right, List<int[]> strides) {
    return strides.stream().allMatch(s -> s[left] == s[right] * dims[right]);
  }

  /** An access of these strides, in terms of this space. */
  Access access(int[] strides) {
    int kept = axes.size();
    int[] outerStrides =
        IntStream.range(0, outerDims.length).map(i -> strides[axes.get(i)]).toArray();
    return new Access(
        outerDims,
        outerStrides,
        kept > 1 ? strides[axes.get(kept - 2)] : 0,
        kept > 0 ? strides[axes.get(kept - 1)] : 0,
        width);
  }

  int from(int axis, int part) {
    int n = axis == 0 ? outer : axis == 1 ? rows : width;
    return axis == cutAxis ? Stage.cut(n, part, parts, axis == 2 ? 16 : 1) : 0;
  }

  int to(int axis, int part) {
    int n = axis == 0 ? outer : axis == 1 ? rows : width;
    return axis == cutAxis ? Stage.cut(n, part + 1, parts, axis == 2 ? 16 : 1) : n;
  }

  /**
   * Strides of an array of {@code shape} along the axes of {@code space}; 0 where it broadcasts.
   */
  static int[] strides(Shape shape, Shape space) {
    int[] own = shape.strides();
    int[] result = new int[space.rank()];
    int shift = space.rank() - shape.rank();
    for (int axis = shift; axis < result.length; axis++) {
      result[axis] = shape.dim(axis - shift) == 1 ? 0 : own[axis - shift];
    }
    return result;
  }
}
