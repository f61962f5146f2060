package org.vae4j.cli.chart;

/**
 * Plain text. What XML cannot hold (control characters, half a surrogate pair) is replaced by
 * U+FFFD.
 */
public record Text(String text) implements Node {
  private static final int REPLACEMENT = 0xFFFD;

  /** Replaces what XML cannot hold. */
  public Text {
    text = clean(text);
  }

  /** The text without characters that XML 1.0 forbids. Source: XML 1.0, production 2. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(allowed(c) ? c : REPLACEMENT));
    return clean.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0x7F)
        || (c >= 0xA0 && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c > 0xFFFF;
  }
}
