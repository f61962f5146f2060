package org.vae4j.autodiff.cpu.tile;

import java.nio.FloatBuffer;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Tile;

/** Writes a register to an array of the space's own shape. */
final class Store implements TileStep {
  private final FloatBuffer buffer;
  private final int base;
  private final Access access;
  private final int register;

  Store(FloatBuffer buffer, int base, Access access, int register) {
    this.buffer = buffer;
    this.base = base;
    this.access = access;
    this.register = register;
  }

  @Override
  public void run(Tile tile, Registers registers) {
    float[] from = registers.get(register);
    int start = base + access.start(tile);
    if (access.contiguous(tile)) {
      buffer.put(start, from, 0, tile.count());
    } else {
      for (int row = 0; row < tile.rows(); row++) {
        buffer.put(start + row * access.rowStride, from, row * tile.width(), tile.width());
      }
    }
  }
}
