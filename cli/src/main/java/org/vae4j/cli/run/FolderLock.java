package org.vae4j.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right of one process to write a folder, held by the operating system on a file in it, so it
 * ends with the process however that ends. The byte that is locked lies beyond the file's end:
 * where locks bind readers too, the file can still be read.
 */
final class FolderLock implements AutoCloseable {
  private static final long BEYOND = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Throws {@code IllegalArgumentException} while somebody else has it. */
  static FolderLock on(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new IllegalArgumentException(
            "out: must not be in use by another process; got " + file.getParent());
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw RunFolder.failure("lock", file, e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(BEYOND, 1, false) != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("lock: " + e.getMessage(), e);
    }
  }
}
