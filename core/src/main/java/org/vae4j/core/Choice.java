package org.vae4j.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A thing chosen by its name out of a catalogue, with a suggestion where the name is misspelt. */
public final class Choice {
  private static final int LISTED = 24;

  private Choice() {}

  /**
   * What {@code name} stands for in {@code known}. Throws {@code unknown prior 'vampp'; known: gmm,
   * vamp (did you mean 'vamp'?)} for a name that is not there; {@code what} is the {@code prior}. A
   * long catalogue is listed only where no name in it is near.
   */
  public static <T> T among(String what, String name, Map<String, ? extends T> known) {
    T chosen = known.get(name);
    if (chosen == null) {
      Optional<String> meant = nearest(name, known.keySet());
      boolean listed = meant.isEmpty() || known.size() <= LISTED;
      throw new IllegalArgumentException(
          "unknown %s '%s'%s%s"
              .formatted(
                  what,
                  name,
                  listed ? "; known: " + String.join(", ", known.keySet()) : "",
                  meant.map(" (did you mean '%s'?)"::formatted).orElse("")));
    }
    return chosen;
  }

  /** The name that a constant is chosen by: in kebab-case. */
  public static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The known name within an edit for each three letters of {@code name}, if there is one. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(lower, candidate)))
        .filter(candidate -> edits(lower, candidate) <= Math.max(1, name.length() / 3));
  }

  /** Insertions, deletions, changes and swaps of neighbours that turn {@code a} into {@code b}. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
