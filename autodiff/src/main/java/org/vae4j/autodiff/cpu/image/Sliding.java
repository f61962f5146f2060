package org.vae4j.autodiff.cpu.image;

import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/**
 * A filter and the images that it slides over, counted in elements of memory.
 *
 * @param window the filter
 * @param image {@code [B, H, W, C]}
 */
record Sliding(Window window, Shape image) {
  /** Places down an image. */
  int down() {
    return window.placesDown(image.dim(1));
  }

  /** Places across an image: the patches of a row. */
  int across() {
    return window.placesAcross(image.dim(2));
  }

  /** Rows of places in all images. */
  int rows() {
    return image.dim(0) * down();
  }

  /** Elements of a patch. */
  int seen() {
    return window.height() * run();
  }

  /** Elements of a patch that lie side by side in an image. */
  int run() {
    return window.width() * image.dim(3);
  }

  /** Elements from what is seen at one place to the next. */
  int step() {
    return window.stride() * image.dim(3);
  }

  /** Elements of the patches of a row. */
  int block() {
    return across() * seen();
  }

  /** Elements of a line of an image. */
  int line() {
    return image.dim(2) * image.dim(3);
  }

  /** Elements of the zeros on either side of a line. */
  int border() {
    return window.padding() * image.dim(3);
  }

  /** Elements of a line with zeros on both sides. */
  int framedLine() {
    return line() + 2 * border();
  }

  /** Elements of an image with zeros all around. */
  int framed() {
    return (image.dim(1) + 2 * window.padding()) * framedLine();
  }

  /** Where in a framed image row {@code ky} of the filter is at place {@code [y, 0]}. */
  int start(int y, int ky) {
    return (y * window.stride() + ky) * framedLine();
  }

  /** Where an image's own line is in a framed one. */
  int inside(int line) {
    return (line + window.padding()) * framedLine() + border();
  }

  /** For each element of the patches at places {@code [0, :]} where it is in a framed image. */
  int[] indices() {
    int[] indices = new int[block()];
    for (int i = 0; i < indices.length; i++) {
      int within = i % seen();
      indices[i] = start(0, within / run()) + i / seen() * step() + within % run();
    }
    return indices;
  }
}
