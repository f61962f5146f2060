package org.vae4j.autodiff.cpu;

import org.vae4j.core.backend.Memory;
import org.vae4j.core.kernel.TileKernels;

/** Adds up what the parts of a stage have left of a sum, in the order of the parts. */
final class SumStage implements Stage {
  private final Memory shares;
  private final int count;
  private final Slot result;
  private final int size;

  /** {@code shares} holds {@code count} arrays of {@code size} elements. */
  SumStage(Memory shares, int count, Slot result, int size) {
    this.shares = shares;
    this.count = count;
    this.result = result;
    this.size = size;
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    int end = Stage.cut(size, part + 1, PARTS, 1);
    for (int i = Stage.cut(size, part, PARTS, 1); i < end; i += Registers.TILE) {
      int n = Math.min(Registers.TILE, end - i);
      shares.get(i, registers.row, 0, n);
      for (int share = 1; share < count; share++) {
        shares.get((long) share * size + i, registers.spare, 0, n);
        TileKernels.accumulate(registers.row, registers.spare, n);
      }
      result.memory().put(result.offset() + i, registers.row, 0, n);
    }
  }
}
