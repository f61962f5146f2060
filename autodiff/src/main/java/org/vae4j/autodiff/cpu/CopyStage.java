package org.vae4j.autodiff.cpu;

/** Copies a value to where the caller wants it. */
final class CopyStage implements Stage {
  private final Slot from;
  private final Slot to;
  private final int size;

  CopyStage(Slot from, Slot to, int size) {
    this.from = from;
    this.to = to;
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
      from.memory().get(from.offset() + i, registers.row, 0, n);
      to.memory().put(to.offset() + i, registers.row, 0, n);
    }
  }
}
