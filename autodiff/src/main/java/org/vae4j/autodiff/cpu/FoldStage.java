package org.vae4j.autodiff.cpu;

import java.util.Arrays;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/** Adds patches up to images, one image at a time on the heap: the adjoint of a patch stage. */
final class FoldStage implements Stage {
  private final Window window;
  private final Slot patches;
  private final Slot images;
  private final Shape places;
  private final Shape image;
  private final float[][] blocks;
  private final float[][] sums;

  FoldStage(Window window, Slot patches, Shape places, Slot images, Shape image) {
    this.window = window;
    this.patches = patches;
    this.images = images;
    this.places = places;
    this.image = image;
    this.blocks = new float[PARTS][places.dim(2) * places.dim(3)];
    this.sums = new float[PARTS][image.dim(1) * image.dim(2) * image.dim(3)];
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    float[] block = blocks[part];
    float[] sum = sums[part];
    int to = Stage.cut(image.dim(0), part + 1, PARTS, 1);
    for (int b = Stage.cut(image.dim(0), part, PARTS, 1); b < to; b++) {
      Arrays.fill(sum, 0);
      for (int y = 0; y < places.dim(1); y++) {
        int at = (b * places.dim(1) + y) * block.length;
        patches.memory().get(patches.offset() + at, block, 0, block.length);
        add(block, sum, y);
      }
      images.memory().put(images.offset() + b * sum.length, sum, 0, sum.length);
    }
  }

  private void add(float[] block, float[] sum, int y) {
    int channels = image.dim(3);
    int line = image.dim(2) * channels;
    int run = window.width() * channels;
    for (int ky = 0; ky < window.height(); ky++) {
      int above = y * window.stride() - window.padding() + ky;
      if (above >= 0 && above < image.dim(1)) {
        for (int x = 0; x < places.dim(2); x++) {
          int left = (x * window.stride() - window.padding()) * channels;
          int first = Math.max(0, left);
          int from = x * places.dim(3) + ky * run + first - left;
          add(block, from, sum, above * line + first, Math.min(line, left + run) - first);
        }
      }
    }
  }

  private static void add(float[] from, int at, float[] to, int start, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i] += from[at + i];
    }
  }
}
