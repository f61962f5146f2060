package org.vae4j.autodiff.cpu.image;

import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;

/** Copies what a filter sees. */
final class PatchStage implements Stage {
  private final Sliding sizes;
  private final Slot patches;
  private final Unfold unfold;

  PatchStage(Sliding sizes, Slot images, Slot patches) {
    this.sizes = sizes;
    this.patches = patches;
    this.unfold = new Unfold(sizes, images);
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    int from = Stage.cut(sizes.rows(), part, PARTS, 1);
    int to = Stage.cut(sizes.rows(), part + 1, PARTS, 1);
    unfold.run(part, from, to, patches.memory(), patches.offset() + from * sizes.block());
  }
}
