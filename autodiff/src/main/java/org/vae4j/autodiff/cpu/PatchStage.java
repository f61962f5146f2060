package org.vae4j.autodiff.cpu;

import java.util.Arrays;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/** Copies what a filter sees: for each row of places a block of patches, made on the heap. */
final class PatchStage implements Stage {
  private final Window window;
  private final Slot images;
  private final Slot patches;
  private final Shape image;
  private final Shape places;
  private final float[][] blocks;
  private final float[][] lines;

  PatchStage(Window window, Slot images, Shape image, Slot patches, Shape places) {
    this.window = window;
    this.images = images;
    this.patches = patches;
    this.image = image;
    this.places = places;
    this.blocks = new float[PARTS][places.dim(2) * places.dim(3)];
    this.lines = new float[PARTS][image.dim(2) * image.dim(3)];
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    float[] block = blocks[part];
    int rows = places.dim(0) * places.dim(1);
    int to = Stage.cut(rows, part + 1, PARTS, 1);
    for (int row = Stage.cut(rows, part, PARTS, 1); row < to; row++) {
      for (int ky = 0; ky < window.height(); ky++) {
        fill(block, lines[part], row / places.dim(1), row % places.dim(1), ky);
      }
      patches.memory().put(patches.offset() + row * block.length, block, 0, block.length);
    }
  }

  /** The {@code ky}-th rows of the patches at places {@code [b, y, :]}. */
  private void fill(float[] block, float[] line, int b, int y, int ky) {
    int channels = image.dim(3);
    int run = window.width() * channels;
    int above = y * window.stride() - window.padding() + ky;
    boolean inside = above >= 0 && above < image.dim(1);
    if (inside) {
      int at = (b * image.dim(1) + above) * line.length;
      images.memory().get(images.offset() + at, line, 0, line.length);
    }
    for (int x = 0; x < places.dim(2); x++) {
      int to = x * places.dim(3) + ky * run;
      int from = (x * window.stride() - window.padding()) * channels;
      int first = inside ? Math.max(0, from) : from + run;
      int last = Math.min(line.length, from + run);
      Arrays.fill(block, to, to + Math.min(run, first - from), 0);
      if (inside) {
        System.arraycopy(line, first, block, to + first - from, last - first);
        Arrays.fill(block, to + last - from, to + run, 0);
      }
    }
  }
}
