package org.vae4j.models.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files, sound ones and others. */
final class Idx {
  private Idx() {}

  /** Big-endian integers, then bytes. */
  static byte[] file(int[] header, byte... content) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + content.length);
    for (int word : header) {
      bytes.putInt(word);
    }
    return bytes.put(content).array();
  }

  /** A sound file of images with the pixels 0, 1, 2, ... */
  static byte[] images(int count, int rows, int columns) {
    byte[] pixels = new byte[count * rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return file(new int[] {0x803, count, rows, columns}, pixels);
  }

  /** A sound file of labels. */
  static byte[] labels(int... labels) {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (byte) labels[i];
    }
    return file(new int[] {0x801, labels.length}, values);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
