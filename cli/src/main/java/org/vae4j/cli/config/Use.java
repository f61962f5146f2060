package org.vae4j.cli.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Under which choices a flag is used: under any of the alternatives, or everywhere where there are
 * none.
 *
 * @param alternatives each holds where all of its conditions do
 * @param by whether whatever is chosen declares the flag itself
 */
record Use(List<List<Condition>> alternatives, boolean by) {
  private static final Pattern CONDITION = Pattern.compile("([a-z-]+)(!?=)(\\S+)");

  /** Everywhere. */
  static final Use ALWAYS = new Use(List.of(), false);

  /**
   * What another flag must be.
   *
   * @param selector the other flag
   * @param equal whether it must be one of the values, or none
   * @param values as they are typed
   */
  record Condition(String selector, boolean equal, List<String> values) {
    boolean holds(String value) {
      return values.contains(value) == equal;
    }

    @Override
    public String toString() {
      return "--" + selector + (equal ? " " : " other than ") + String.join(" or ", values);
    }
  }

  /** As {@link Setting#only} has it. */
  static Use only(String... alternatives) {
    return new Use(
        Arrays.stream(alternatives)
            .map(all -> Arrays.stream(all.split(" ")).map(Use::condition).toList())
            .toList(),
        false);
  }

  private static Condition condition(String text) {
    Matcher parts = CONDITION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("setting: only must be FLAG=VALUE|VALUE; got " + text);
    }
    return new Condition(
        parts.group(1), parts.group(2).equals("="), List.of(parts.group(3).split("\\|")));
  }

  /** By those that the flag {@code selector} chooses by these names. */
  static Use by(String selector, Collection<String> names) {
    return new Use(List.of(List.of(new Condition(selector, true, List.copyOf(names)))), true);
  }

  /** Whether some alternative holds; {@code conditions} says of each condition whether it does. */
  boolean holds(Predicate<Condition> conditions) {
    return alternatives.isEmpty()
        || alternatives.stream().anyMatch(all -> all.stream().allMatch(conditions));
  }

  /** The flags that it depends on. */
  List<String> selectors() {
    return alternatives.stream().flatMap(List::stream).map(Condition::selector).distinct().toList();
  }

  /** {@code used by gmm, vamp only}, {@code used with --network mlp only}. */
  @Override
  public String toString() {
    if (by) {
      return "used by %s only".formatted(String.join(", ", alternatives.get(0).get(0).values()));
    }
    return alternatives.stream()
        .map(all -> all.stream().map(Condition::toString).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(", or ", "used with ", " only"));
  }
}
