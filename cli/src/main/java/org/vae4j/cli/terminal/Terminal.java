package org.vae4j.cli.terminal;

import java.io.PrintStream;

/**
 * Where a command writes: tables and results to {@code out}, progress and messages to {@code err}.
 *
 * @param out data
 * @param err everything else
 * @param columns width of the screen that {@code err} is, on which a line can be written over; 0
 *     where it is none
 */
public record Terminal(PrintStream out, PrintStream err, int columns) {
  /** Set by the launcher, which can ask the system; Java cannot about standard error alone. */
  private static final String COLUMNS = "vae4j.columns";

  /** The terminal of this process. */
  public static Terminal system(PrintStream out, PrintStream err) {
    return new Terminal(out, err, Math.max(0, Integer.getInteger(COLUMNS, 0)));
  }

  /** Whether {@code err} is a screen. */
  public boolean live() {
    return columns > 0;
  }
}
