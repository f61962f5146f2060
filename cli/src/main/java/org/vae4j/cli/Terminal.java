package org.vae4j.cli;

import java.io.PrintStream;

/**
 * Where a command writes: tables and results to {@code out}, progress and messages to {@code err}.
 *
 * @param out data
 * @param err everything else
 * @param live whether {@code err} is a screen, on which a line can be written over
 */
record Terminal(PrintStream out, PrintStream err, boolean live) {
  /** Set by the launcher, which can ask the system; Java cannot about standard error alone. */
  private static final String SCREEN = "vae4j.screen";

  /** The terminal of this process. */
  static Terminal system(PrintStream out, PrintStream err) {
    boolean live = Boolean.getBoolean(SCREEN) && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(out, err, live);
  }
}
