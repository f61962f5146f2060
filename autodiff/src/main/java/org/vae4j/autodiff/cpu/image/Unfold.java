package org.vae4j.autodiff.cpu.image;

import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.backend.Memory;

/** Copies what a filter sees at rows of places, from an image on the heap with zeros around it. */
final class Unfold {
  /** Shorter runs are moved element by element. */
  static final int SHORT = 16;

  private final Sliding sizes;
  private final Slot images;
  private final int[] indices;
  private final float[][] blocks;
  private final float[][] framed;

  /** From {@code images}; each part of a stage has buffers of its own. */
  Unfold(Sliding sizes, Slot images) {
    this.sizes = sizes;
    this.images = images;
    this.indices = sizes.indices();
    this.blocks = new float[Stage.PARTS][sizes.block()];
    this.framed = new float[Stage.PARTS][sizes.framed()];
  }

  /** Puts the patches of rows {@code [from, to)} one after the other, from element {@code at}. */
  void run(int part, int from, int to, Memory patches, int at) {
    float[] block = blocks[part];
    for (int row = from; row < to; row++) {
      int y = row % sizes.down();
      if (y == 0 || row == from) {
        load(row / sizes.down(), framed[part]);
      }
      if (sizes.run() < SHORT) {
        pick(framed[part], sizes.start(y, 0), indices, block, block.length);
      } else {
        copy(framed[part], y, block);
      }
      patches.put(at + (row - from) * block.length, block, 0, block.length);
    }
  }

  private void load(int b, float[] image) {
    int lines = sizes.image().dim(1);
    for (int i = 0; i < lines; i++) {
      int from = images.offset() + (b * lines + i) * sizes.line();
      images.memory().get(from, image, sizes.inside(i), sizes.line());
    }
  }

  private static void pick(float[] image, int start, int[] indices, float[] block, int n) {
    for (int i = 0; i < n; i++) {
      block[i] = image[start + indices[i]];
    }
  }

  private void copy(float[] image, int y, float[] block) {
    int run = sizes.run();
    int to = 0;
    for (int x = 0; x < sizes.across(); x++) {
      for (int ky = 0; ky < sizes.window().height(); ky++, to += run) {
        System.arraycopy(image, sizes.start(y, ky) + x * sizes.step(), block, to, run);
      }
    }
  }
}
