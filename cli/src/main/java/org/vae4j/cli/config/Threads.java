package org.vae4j.cli.config;

/**
 * How many workers compute; results do not depend on it.
 *
 * @param count from 1 to 256
 */
public record Threads(int count) {
  /** Far more than the parts that work is cut into; some thousands crash native libraries. */
  private static final int MOST = 256;

  /** Throws {@code IllegalArgumentException} unless the count lies in 1..256. */
  public Threads {
    if (!(count >= 1)) {
      throw new IllegalArgumentException("threads must be >= 1; got " + count);
    }
    if (!(count <= MOST)) {
      throw new IllegalArgumentException("threads must be <= " + MOST + "; got " + count);
    }
  }

  /** The count that is written, or all cores of this machine for {@code all}. */
  public static Threads parse(String text) {
    return text.equals("all")
        ? new Threads(Math.min(MOST, Runtime.getRuntime().availableProcessors()))
        : new Threads((Integer) Values.parse("threads", int.class, text));
  }
}
