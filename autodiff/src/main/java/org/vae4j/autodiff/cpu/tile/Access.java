package org.vae4j.autodiff.cpu.tile;

import org.vae4j.autodiff.cpu.stage.Tile;

/** How an array is walked through in a {@link Space}; strides are 0 where it is repeated. */
final class Access {
  private final int[] outerDims;
  private final int[] outerStrides;
  final int rowStride;
  final int widthStride;
  private final int width;

  Access(int[] outerDims, int[] outerStrides, int rowStride, int widthStride, int width) {
    this.outerDims = outerDims;
    this.outerStrides = outerStrides;
    this.rowStride = rowStride;
    this.widthStride = widthStride;
    this.width = width;
  }

  /** The element at the tile's first row and column. */
  int start(Tile tile) {
    return outer(tile.outer()) + tile.row() * rowStride + tile.column() * widthStride;
  }

  /** The element at this outer index, row 0 and column 0. */
  int outer(int index) {
    int rest = index;
    int offset = 0;
    for (int axis = outerDims.length - 1; axis >= 0; axis--) {
      offset += rest % outerDims[axis] * outerStrides[axis];
      rest /= outerDims[axis];
    }
    return offset;
  }

  /** Whether all rows of an outer index see the same elements. */
  boolean sameInEachRow() {
    return rowStride == 0;
  }

  /** Whether every outer index sees the same elements. */
  boolean sameInEachOuter() {
    for (int stride : outerStrides) {
      if (stride != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether some outer index shares elements with another: a reduction along an outer axis. */
  boolean repeatsOverOuter() {
    for (int stride : outerStrides) {
      if (stride == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the rows of a tile lie end to end in memory. */
  boolean contiguous(Tile tile) {
    return widthStride == 1 && (tile.rows() == 1 || rowStride == width && tile.width() == width);
  }
}
