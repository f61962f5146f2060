package org.vae4j.autodiff.cpu.image;

import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;

/** Adds patches up to images: the adjoint of a patch stage. */
final class FoldStage implements Stage {
  private final Sliding sizes;
  private final Slot patches;
  private final Fold fold;

  FoldStage(Sliding sizes, Slot patches, Slot images) {
    this.sizes = sizes;
    this.patches = patches;
    this.fold = new Fold(sizes, images);
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    int images = sizes.image().dim(0);
    int from = Stage.cut(images, part, PARTS, 1) * sizes.down();
    int to = Stage.cut(images, part + 1, PARTS, 1) * sizes.down();
    fold.run(part, from, to, patches.memory(), patches.offset() + from * sizes.block());
  }
}
