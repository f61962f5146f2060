package org.vae4j.cli;

/**
 * How many workers compute; results do not depend on it.
 *
 * @param count at least 1
 */
record Threads(int count) {
  /** Throws {@code IllegalArgumentException} unless the count is positive. */
  Threads {
    if (!(count >= 1)) {
      throw new IllegalArgumentException("threads must be >= 1; got " + count);
    }
  }

  /** The count that is written, or all cores of this machine for {@code all}. */
  static Threads parse(String text) {
    return text.equals("all")
        ? new Threads(Runtime.getRuntime().availableProcessors())
        : new Threads((Integer) Values.parse("threads", int.class, text));
  }
}
