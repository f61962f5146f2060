package org.vae4j.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Running text for a screen. */
public final class Paragraph {
  private Paragraph() {}

  /** The words of a text on lines of at most so many columns. */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A text of at most so many columns, its end cut off for an ellipsis. */
  public static String clipped(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
