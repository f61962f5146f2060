package org.vae4j.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A drawn character: strokes through points on a page of 100 x 100, x to the right and y down.
 *
 * <p>A glyph is written as its strokes, each a letter and its points: {@code L} straight lines,
 * {@code S} a smooth open curve, {@code O} a smooth closed one.
 */
record Glyph(List<Stroke> strokes) {
  /** How the points of a stroke are joined. */
  enum Join {
    LINES,
    CURVE,
    LOOP
  }

  /** Points {@code (x[i], y[i])}, joined in order. */
  record Stroke(Join join, int[] x, int[] y) {}

  /** Reads a text such as {@code "S 22,28 50,6 20,93 | L 20,93 80,93"}. */
  static Glyph of(String text) {
    List<Stroke> strokes = new ArrayList<>();
    for (String stroke : text.split("\\|")) {
      String[] words = stroke.strip().split(" +");
      String[] points = Arrays.copyOfRange(words, 1, words.length);
      strokes.add(new Stroke(join(words[0]), coordinates(points, 0), coordinates(points, 1)));
    }
    return new Glyph(List.copyOf(strokes));
  }

  private static Join join(String letter) {
    return switch (letter) {
      case "L" -> Join.LINES;
      case "S" -> Join.CURVE;
      case "O" -> Join.LOOP;
      default ->
          throw new IllegalStateException("glyph: a stroke must be L, S or O; got " + letter);
    };
  }

  private static int[] coordinates(String[] points, int axis) {
    return Arrays.stream(points).mapToInt(p -> Integer.parseInt(p.split(",")[axis])).toArray();
  }
}
