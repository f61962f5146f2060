package org.vae4j.autodiff.cpu.stage;

import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.kernel.TileKernels;

/** Adds up arrays that lie one after the other, in their order. */
public final class SumStage implements Stage {
  private final Slot shares;
  private final int count;
  private final Slot result;
  private final int size;

  /** {@code shares} starts {@code count} arrays of {@code size} elements. */
  public SumStage(Slot shares, int count, Slot result, int size) {
    this.shares = shares;
    this.count = count;
    this.result = result;
    this.size = size;
  }

  /** Copies a value of {@code size} elements to where the caller wants it. */
  public static SumStage copy(Slot from, Slot to, int size) {
    return new SumStage(from, 1, to, size);
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
      shares.memory().get(shares.offset() + i, registers.row(), 0, n);
      for (int share = 1; share < count; share++) {
        shares.memory().get(shares.offset() + share * size + i, registers.spare(), 0, n);
        TileKernels.accumulate(registers.row(), registers.spare(), n);
      }
      result.memory().put(result.offset() + i, registers.row(), 0, n);
    }
  }
}
