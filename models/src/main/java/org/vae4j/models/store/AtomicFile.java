package org.vae4j.models.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file so that a reader, also after a crash or a power cut, sees the old content or the
 * new one and never a part: written beside it, flushed to the device, renamed, and the folder
 * flushed.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it to {@code out}. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Replaces {@code file} by these bytes; see {@link #write(Path, Content)}. */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /**
   * Replaces {@code file}, or makes it. Throws {@code UncheckedIOException} naming it when that
   * fails: it is then what it was before.
   */
  public static void write(Path file, Content content) {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      flushFolder(file.toAbsolutePath().getParent());
    } catch (IOException failed) {
      throw failure(file, beside, failed);
    }
  }

  private static UncheckedIOException failure(Path file, Path beside, IOException cause) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException stays) {
      cause.addSuppressed(stays);
    }
    return new UncheckedIOException(
        "write " + file + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        cause);
  }

  /** The rename itself survives a power cut only once the folder is flushed. */
  private static void flushFolder(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // Windows neither opens folders as files nor needs it.
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
