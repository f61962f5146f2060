package org.vae4j.core;

/**
 * How a filter slides over images: the geometry of a convolution, with images {@code [B, H, W, C]},
 * filters {@code [KH, KW, C, O]} and maps {@code [B, H', W', O]}, {@code H' = (H + 2 padding - KH)
 * / stride + 1} rounded down.
 *
 * <p>A <em>patch</em> is what the filter sees at one place, {@code KH * KW * C} numbers, 0 beyond
 * the border: with patches as rows, a convolution is a matrix product.
 *
 * @param height rows of the filter, KH
 * @param width columns of the filter, KW
 * @param stride pixels from one place to the next, in both directions
 * @param padding rows and columns of zeros around the image
 */
public record Window(int height, int width, int stride, int padding) {
  /** Throws {@code IllegalArgumentException} for a value out of range. */
  public Window {
    require(height >= 1 && width >= 1, "the filter must be at least 1x1", height + "x" + width);
    require(stride >= 1, "stride must be >= 1", "" + stride);
    require(padding >= 0, "padding must be >= 0", "" + padding);
    require(
        padding < height && padding < width,
        "padding must be less than the filter " + height + "x" + width,
        "" + padding);
  }

  private static void require(boolean holds, String rule, String got) {
    if (!holds) {
      throw new IllegalArgumentException("convolution: " + rule + "; got " + got);
    }
  }

  /** Places along a side of this many pixels. */
  public int placesDown(int pixels) {
    return (pixels + 2 * padding - height) / stride + 1;
  }

  /** Places along a side of this many pixels. */
  public int placesAcross(int pixels) {
    return (pixels + 2 * padding - width) / stride + 1;
  }

  /** {@code [B, H, W, C] -> [B, H', W', KH KW C]}; throws if {@code op} got anything else. */
  public Shape patches(String op, Shape image) {
    require(op, image.rank() == 4, "an image batch [B, H, W, C]", image);
    boolean fits = image.dim(1) + 2 * padding >= height && image.dim(2) + 2 * padding >= width;
    require(op, fits, "images, with padding " + padding + ", no smaller than the filter", image);
    return Shape.of(
        image.dim(0),
        placesDown(image.dim(1)),
        placesAcross(image.dim(2)),
        height * width * image.dim(3));
  }

  private void require(String op, boolean holds, String rule, Shape got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: needs %s %dx%d; got %s".formatted(op, rule, height, width, got));
    }
  }

  /** {@code [B, H, W, C], [KH, KW, C, O] -> [B, H', W', O]}. */
  public Shape map(Shape image, Shape filter) {
    String got = "; got image " + image + " and filter " + filter;
    fits(filter.rank() == 4 && image.rank() == 4, "conv2d: both must have four axes" + got);
    fits(image.dim(3) == filter.dim(2), "conv2d: the channels must agree" + got);
    return patches("conv2d", image).with(3, filter.dim(3));
  }

  /** {@code [B, H', W', O], [KH, KW, C, O] -> [B, H, W, C]} for images of that height and width. */
  public Shape image(int rows, int columns, Shape map, Shape filter) {
    String got = "; got map " + map + " and filter " + filter;
    fits(
        filter.rank() == 4 && map.rank() == 4, "conv2d-transposed: both must have four axes" + got);
    fits(map.dim(3) == filter.dim(3), "conv2d-transposed: the channels must agree" + got);
    Shape image = Shape.of(map.dim(0), rows, columns, filter.dim(2));
    fits(
        map(image, filter).equals(map),
        "conv2d-transposed: an image %dx%d must have such a map%s".formatted(rows, columns, got));
    return image;
  }

  /** {@code [B, H, W, C], [B, H', W', O] -> [KH, KW, C, O]}. */
  public Shape filter(Shape image, Shape map) {
    String got = "; got image " + image + " and map " + map;
    fits(image.rank() == 4 && map.rank() == 4, "conv2d-filter: both must have four axes" + got);
    Shape filter = Shape.of(height, width, image.dim(3), map.dim(3));
    fits(map(image, filter).equals(map), "conv2d-filter: the map must be the image's" + got);
    return filter;
  }

  private static void fits(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The patches of images of {@code shape}, {@code [B, H, W, C] -> [B, H', W', KH KW C]}. */
  public double[] patches(double[] images, Shape shape) {
    double[] result = new double[patches("patches", shape).size()];
    runs(shape, (patch, image, n) -> System.arraycopy(images, image, result, patch, n));
    return result;
  }

  /**
   * The sum, at each pixel of images of {@code shape}, of the patches' elements that show it,
   * {@code [B, H', W', KH KW C] -> [B, H, W, C]}: the adjoint of {@link #patches}.
   */
  public double[] fold(double[] patches, Shape shape) {
    double[] result = new double[shape.size()];
    runs(
        shape,
        (patch, image, n) -> {
          for (int i = 0; i < n; i++) {
            result[image + i] += patches[patch + i];
          }
        });
    return result;
  }

  /** Elements that lie side by side both in a patch and in the image. */
  @FunctionalInterface
  private interface Run {
    void at(int patch, int image, int length);
  }

  private void runs(Shape shape, Run run) {
    Shape places = patches("patches", shape);
    int rows = shape.dim(1);
    int line = shape.dim(2) * shape.dim(3);
    int patch = 0;
    for (int b = 0; b < places.dim(0); b++) {
      for (int y = 0; y < places.dim(1); y++) {
        for (int x = 0; x < places.dim(2); x++) {
          for (int ky = 0; ky < height; ky++, patch += width * shape.dim(3)) {
            int row = y * stride - padding + ky;
            int from = (x * stride - padding) * shape.dim(3);
            int first = Math.max(0, from);
            int last = Math.min(line, from + width * shape.dim(3));
            if (row >= 0 && row < rows && first < last) {
              run.at(patch + first - from, (b * rows + row) * line + first, last - first);
            }
          }
        }
      }
    }
  }
}
