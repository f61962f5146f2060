package org.vae4j.models.layer;

/**
 * How a row of numbers is an image: pixels row by row, the channels of a pixel next to each other.
 *
 * @param height pixels down
 * @param width pixels across
 * @param channels numbers of a pixel
 */
public record Image(int height, int width, int channels) {
  /** Throws {@code IllegalArgumentException} unless all are positive. */
  public Image {
    if (!(height > 0 && width > 0 && channels > 0)) {
      throw new IllegalArgumentException(
          "image: height, width and channels must be > 0; got "
              + height
              + " x "
              + width
              + " x "
              + channels);
    }
  }

  /** Numbers in a row. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /** As in {@code 28 x 28 x 1}. */
  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
