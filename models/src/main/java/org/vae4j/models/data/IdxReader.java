package org.vae4j.models.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes, plain or gzip-compressed (told by their first bytes, whatever
 * their names): a magic number, big-endian sizes, then the values, row-major.
 *
 * <p>Nothing in a file is trusted: memory grows with the bytes that arrive, never by what the
 * header claims, and a file that is too short, too long or damaged is refused. Source: LeCun,
 * Cortes, Burges, "The MNIST database of handwritten digits", file formats.
 */
public final class IdxReader {
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int FIRST_CHUNK = 1 << 20;

  private IdxReader() {}

  /**
   * The images of an IDX file, {@code [count, rows, columns]} bytes. Throws {@code
   * IllegalArgumentException}, which names the file, where it is missing or not such a file, and
   * {@code UncheckedIOException} where it cannot be read.
   */
  public static Split images(Path file) {
    Content content = read(file, IMAGES, "pixel bytes", "count", "rows", "columns");
    return Split.owning(content.sizes[1], content.sizes[2], content.values);
  }

  /** The labels 0..255 of an IDX file, {@code [count]}. Throws as {@link #images} does. */
  public static int[] labels(Path file) {
    byte[] values = read(file, LABELS, "label bytes", "count").values;
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = values[i] & 0xff;
    }
    return labels;
  }

  private record Content(int[] sizes, byte[] values) {}

  private static Content read(Path file, int magic, String unit, String... sizeNames) {
    if (!Files.isRegularFile(file)) {
      throw bad(file, "must be a file", Files.isDirectory(file) ? "a folder" : "none");
    }
    try (InputStream in = open(file)) {
      int[] sizes = header(file, in, magic, sizeNames);
      int length = length(file, sizes, unit);
      byte[] values = values(file, in, length, unit);
      if (in.read() >= 0) {
        throw bad(file, "must end after %d %s".formatted(length, unit), "more");
      }
      return new Content(sizes, values);
    } catch (EOFException cutShort) {
      throw bad(file, "must be a whole gzip stream", "one cut short");
    } catch (ZipException damaged) {
      throw bad(file, "must be a whole gzip stream", damaged.getMessage());
    } catch (IOException failure) {
      throw new UncheckedIOException(
          file + ": must be readable; got " + failure.getMessage(), failure);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException | RuntimeException failure) {
      raw.close();
      throw failure;
    }
  }

  private static int[] header(Path file, InputStream in, int magic, String[] names)
      throws IOException {
    byte[] bytes = new byte[Integer.BYTES * (1 + names.length)];
    int held = fill(in, bytes, 0);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (held >= Integer.BYTES && header.getInt(0) != magic) {
      throw bad(
          file,
          "must start with the magic number 0x%08x".formatted(magic),
          "0x%08x".formatted(header.getInt(0)));
    }
    if (held < bytes.length) {
      throw bad(file, "must have a header of %d bytes".formatted(bytes.length), held);
    }
    int[] sizes = new int[names.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = header.getInt(Integer.BYTES * (i + 1));
      if (!(sizes[i] > 0)) {
        throw bad(file, names[i] + " must be > 0", sizes[i]);
      }
    }
    return sizes;
  }

  private static int length(Path file, int[] sizes, String unit) {
    long length = 1;
    for (int size : sizes) {
      // A product within the limit times an int fits in a long.
      length *= size;
      if (!(length <= LARGEST_ARRAY)) {
        throw bad(
            file,
            "must have at most %d %s".formatted(LARGEST_ARRAY, unit),
            "sizes " + Arrays.toString(sizes));
      }
    }
    return (int) length;
  }

  private static byte[] values(Path file, InputStream in, int length, String unit)
      throws IOException {
    byte[] values = new byte[Math.min(length, FIRST_CHUNK)];
    int held = fill(in, values, 0);
    while (held == values.length && held < length) {
      values = Arrays.copyOf(values, (int) Math.min(length, 2L * held));
      held = fill(in, values, held);
    }
    if (held < length) {
      throw bad(file, "must hold %d %s".formatted(length, unit), held);
    }
    return values;
  }

  /** Reads until {@code into} is full or the stream ends; how many bytes {@code into} holds. */
  private static int fill(InputStream in, byte[] into, int from) throws IOException {
    int held = from;
    try {
      while (held < into.length) {
        int read = in.read(into, held, into.length - held);
        if (read < 0) {
          return held;
        }
        held += read;
      }
    } catch (EOFException cutShort) {
      // A gzip stream that stops in the middle: what was read of it is what there is.
      return held;
    }
    return held;
  }

  private static IllegalArgumentException bad(Path file, String rule, Object got) {
    return new IllegalArgumentException("%s: %s; got %s".formatted(file, rule, got));
  }

  /** The last part of a path; the whole of a path that has none, as {@code /}. */
  static Path name(Path file) {
    return Objects.requireNonNullElse(file.getFileName(), file);
  }
}
