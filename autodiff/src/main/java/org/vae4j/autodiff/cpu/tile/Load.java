package org.vae4j.autodiff.cpu.tile;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Tile;
import org.vae4j.core.kernel.TileKernels;

/**
 * Brings an operand into a register, repeated where it broadcasts and added up where it is in two.
 */
final class Load {
  private final FloatBuffer buffer;
  private final int base;
  private final int rest;
  final Access access;
  final int register;

  /**
   * {@code rest} elements behind the operand lies what is to be added to it; 0 where nothing is.
   */
  Load(FloatBuffer buffer, int base, int rest, Access access, int register) {
    this.buffer = buffer;
    this.base = base;
    this.rest = rest;
    this.access = access;
    this.register = register;
  }

  void run(Tile tile, Registers registers) {
    float[] into = registers.get(register);
    int start = base + access.start(tile);
    bring(start, into, tile, registers);
    if (rest > 0) {
      bring(start + rest, registers.spare(), tile, registers);
      TileKernels.accumulate(into, registers.spare(), tile.count());
    }
  }

  private void bring(int start, float[] into, Tile tile, Registers registers) {
    if (access.sameInEachRow()) {
      firstRow(start, into, tile);
      repeatRows(into, tile);
    } else if (access.contiguous(tile)) {
      buffer.get(start, into, 0, tile.count());
    } else if (access.widthStride == 1) {
      for (int row = 0; row < tile.rows(); row++) {
        buffer.get(start + row * access.rowStride, into, row * tile.width(), tile.width());
      }
    } else {
      onePerRow(start, into, tile, registers.row());
    }
  }

  private void firstRow(int start, float[] into, Tile tile) {
    if (access.widthStride == 1) {
      buffer.get(start, into, 0, tile.width());
    } else {
      Arrays.fill(into, 0, tile.width(), buffer.get(start));
    }
  }

  private static void repeatRows(float[] into, Tile tile) {
    int filled = tile.width();
    int count = tile.count();
    while (filled < count) {
      int more = Math.min(filled, count - filled);
      System.arraycopy(into, 0, into, filled, more);
      filled += more;
    }
  }

  private void onePerRow(int start, float[] into, Tile tile, float[] values) {
    if (access.rowStride == 1) {
      buffer.get(start, values, 0, tile.rows());
    } else {
      for (int row = 0; row < tile.rows(); row++) {
        values[row] = buffer.get(start + row * access.rowStride);
      }
    }
    for (int row = 0, at = 0; row < tile.rows(); row++, at += tile.width()) {
      Arrays.fill(into, at, at + tile.width(), values[row]);
    }
  }
}
