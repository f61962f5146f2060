package org.vae4j.autodiff.cpu.image;

import java.util.Arrays;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.backend.Memory;

/**
 * Adds patches up to an image on the heap with room around it. Patches of a row overlap; cut into
 * pieces as long as the step from one to the next they do not, and each piece of all of them is a
 * line that is added at once.
 */
final class Fold {
  private final Sliding sizes;
  private final Slot images;
  private final int[] indices;
  private final float[][] blocks;
  private final float[][] framed;
  private final float[][] lines;
  private final float[][][] pieces;

  /** To {@code images}; each part of a stage has buffers of its own. */
  Fold(Sliding sizes, Slot images) {
    this.sizes = sizes;
    this.images = images;
    this.indices = sizes.indices();
    this.blocks = new float[Stage.PARTS][sizes.block()];
    this.framed = new float[Stage.PARTS][sizes.framed()];
    this.lines = new float[Stage.PARTS][sizes.framedLine()];
    int count = (sizes.run() + sizes.step() - 1) / sizes.step();
    this.pieces = new float[Stage.PARTS][count][sizes.framedLine()];
  }

  /**
   * Adds the patches of rows {@code [from, to)}, which lie from element {@code at} on; an image is
   * written after its last row. A part takes all rows of its images in their order.
   */
  void run(int part, int from, int to, Memory patches, int at) {
    float[] block = blocks[part];
    for (int row = from; row < to; row++) {
      int y = row % sizes.down();
      if (y == 0) {
        Arrays.fill(framed[part], 0);
      }
      patches.get(at + (row - from) * block.length, block, 0, block.length);
      if (sizes.run() < Unfold.SHORT) {
        spread(block, framed[part], sizes.start(y, 0), indices, block.length);
      } else {
        for (int ky = 0; ky < sizes.window().height(); ky++) {
          add(block, ky, framed[part], sizes.start(y, ky), part);
        }
      }
      if (y == sizes.down() - 1) {
        store(row / sizes.down(), framed[part]);
      }
    }
  }

  private static void spread(float[] block, float[] image, int start, int[] indices, int n) {
    for (int i = 0; i < n; i++) {
      image[start + indices[i]] += block[i];
    }
  }

  /** Adds row {@code ky} of each patch of a row. */
  private void add(float[] block, int ky, float[] image, int start, int part) {
    float[] line = lines[part];
    float[][] scratch = pieces[part];
    System.arraycopy(image, start, line, 0, line.length);
    int step = sizes.step();
    for (int j = 0; j < scratch.length; j++) {
      int length = Math.min(step, sizes.run() - j * step);
      int from = ky * sizes.run() + j * step;
      for (int x = 0; x < sizes.across(); x++) {
        System.arraycopy(block, from + x * sizes.seen(), scratch[j], (x + j) * step, length);
      }
    }
    for (int j = 0; j + 1 < scratch.length; j += 2) {
      add(line, scratch[j], scratch[j + 1], line.length);
    }
    if (scratch.length % 2 == 1) {
      add(line, scratch[scratch.length - 1], line.length);
    }
    System.arraycopy(line, 0, image, start, line.length);
  }

  private static void add(float[] into, float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      into[i] += a[i] + b[i];
    }
  }

  private static void add(float[] into, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      into[i] += a[i];
    }
  }

  private void store(int b, float[] image) {
    int count = sizes.image().dim(1);
    for (int i = 0; i < count; i++) {
      int to = images.offset() + (b * count + i) * sizes.line();
      images.memory().put(to, image, sizes.inside(i), sizes.line());
    }
  }
}
