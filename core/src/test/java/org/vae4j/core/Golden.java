package org.vae4j.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A file of reference values: one case per line, words apart by a space, {@code #} for comments.
 */
public final class Golden {
  private Golden() {}

  /** The cases of a file under {@code golden/}; a missing or empty file is an error. */
  public static List<String[]> words(String file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Golden.class.getResourceAsStream("golden/" + file), StandardCharsets.UTF_8))) {
      List<String[]> rows =
          reader
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" "))
              .toList();
      if (rows.isEmpty()) {
        throw new IllegalStateException("golden: a file must hold cases; got none in " + file);
      }
      return rows;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The cases of a file of numbers alone. */
  public static List<double[]> numbers(String file) {
    return words(file).stream()
        .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  /** Fails unless {@code actual} is within {@code relative * |expected|} of {@code expected}. */
  public static void assertClose(double expected, double actual, double relative, String what) {
    if (!(Math.abs(actual - expected) <= relative * Math.abs(expected))) {
      throw new AssertionError(
          "%s: expected %s within %s relative; got %s, off by %.3g"
              .formatted(what, expected, relative, actual, actual / expected - 1));
    }
  }
}
