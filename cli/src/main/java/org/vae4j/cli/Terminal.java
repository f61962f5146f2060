package org.vae4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command writes: tables and results to {@code out}, progress and messages to {@code err}.
 *
 * @param out data
 * @param err everything else
 * @param live whether {@code err} is a screen, on which a line can be written over
 */
record Terminal(PrintStream out, PrintStream err, boolean live) {
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  /** The terminal of this process. */
  static Terminal system(PrintStream out, PrintStream err) {
    return new Terminal(out, err, onScreen());
  }

  private static boolean onScreen() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(STDERR).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return System.console() != null;
    }
  }
}
