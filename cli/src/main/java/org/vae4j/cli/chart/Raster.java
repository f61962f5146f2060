package org.vae4j.cli.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels, and PNG files of them; the same pixels give the same bytes. */
public final class Raster {
  private final BufferedImage image;

  private Raster(BufferedImage image) {
    this.image = image;
  }

  /** A grey one, black. */
  public static Raster grey(int width, int height) {
    return new Raster(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));
  }

  /** One in colours, all transparent. */
  public static Raster colours(int width, int height) {
    return new Raster(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB));
  }

  /** Pixels across. */
  public int width() {
    return image.getWidth();
  }

  /** Pixels down. */
  public int height() {
    return image.getHeight();
  }

  /** Sets the grey of a pixel, from 0, black, to 1; what lies beyond is the nearer of the two. */
  public void grey(int column, int row, double value) {
    int level = (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    image.getRaster().setSample(column, row, 0, level);
  }

  /** Sets the colour of a pixel, {@code 0xAARRGGBB}; none outside. */
  public void colour(int column, int row, int argb) {
    if (column >= 0 && column < width() && row >= 0 && row < height()) {
      image.setRGB(column, row, argb);
    }
  }

  /** As a PNG file. */
  public byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("raster: Java must write PNG files; got no writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A PNG file as a source that a page can hold. */
  public static String source(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
