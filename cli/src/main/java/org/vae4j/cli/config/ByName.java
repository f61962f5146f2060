package org.vae4j.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;
import org.vae4j.models.option.Option;

/**
 * What is given for an option: {@code 500} for whichever is chosen, or where its label has a place
 * for names, {@code gmm=10,vamp=500} for each its own.
 *
 * @param texts by name; under {@link #ANY} for all others
 */
record ByName(Map<String, String> texts) {
  private static final String ANY = "";

  /**
   * Reads a text. Throws {@code IllegalArgumentException} for a name that is none of {@code known},
   * and for a value that breaks the option's rule.
   *
   * @param what is named, as in {@code prior}
   * @param declared the option by the names of those that have it
   */
  static ByName parse(
      String what, String text, Map<String, Option<?>> declared, Map<String, ?> known) {
    Option<?> option = declared.values().iterator().next();
    Map<String, String> texts = new LinkedHashMap<>();
    boolean named = option.label().contains("=");
    for (String part : named ? text.split(",", -1) : new String[] {text}) {
      int equals = named ? part.indexOf('=') : -1;
      String name = equals < 0 ? ANY : part.substring(0, equals).strip();
      if (!name.equals(ANY)) {
        Choice.among(what, name, known);
      }
      String value = option.canonical(part.substring(equals + 1).strip());
      if (texts.put(name, value) != null) {
        throw new IllegalArgumentException(
            "%s must be one value, or one for each %s as in %s; got %s"
                .formatted(option.name(), what, text(fallbacks(declared)), text));
      }
    }
    return new ByName(texts);
  }

  /** The fallback of each. */
  static Map<String, String> fallbacks(Map<String, Option<?>> declared) {
    Map<String, String> fallbacks = new LinkedHashMap<>();
    declared.forEach((name, option) -> fallbacks.put(name, option.fallback()));
    return fallbacks;
  }

  /** One value for all where they agree, else the text {@code gmm=10,vamp=500}. */
  static Object merged(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, Values.text(value)));
    boolean same = values.values().stream().distinct().count() == 1;
    return same ? values.values().iterator().next() : text(texts);
  }

  /** One text for all where they agree, else {@code gmm=10,vamp=500}. */
  static String text(Map<String, String> texts) {
    return texts.values().stream().distinct().count() == 1
        ? texts.values().iterator().next()
        : texts.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
  }

  /** What is given for one, if anything is. */
  Optional<String> of(String name) {
    return Optional.ofNullable(texts.getOrDefault(name, texts.get(ANY)));
  }

  /** The use of what is given: where every text is for someone, it is of use to them alone. */
  Use narrowed(Use use) {
    if (use.equals(Use.ALWAYS) || texts.containsKey(ANY)) {
      return use;
    }
    Use.Condition all = use.alternatives().get(0).get(0);
    List<String> named = all.values().stream().filter(texts::containsKey).toList();
    return named.isEmpty() ? use : Use.by(all.selector(), named);
  }

  /** Whether all that is given is what {@code declared} falls back to anyway. */
  boolean isFallback(Map<String, Option<?>> declared) {
    Map<String, String> fallbacks = new LinkedHashMap<>();
    declared.forEach((name, option) -> fallbacks.put(name, option.canonical(option.fallback())));
    return texts.entrySet().stream()
        .allMatch(
            entry ->
                entry.getKey().equals(ANY)
                    ? fallbacks.containsValue(entry.getValue())
                    : entry.getValue().equals(fallbacks.get(entry.getKey())));
  }
}
