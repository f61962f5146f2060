package org.vae4j.models.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/**
 * What is given for options; what is not given has its fallback.
 *
 * @param given texts by the names of options
 */
public record OptionValues(Map<String, String> given) {
  private static final OptionValues NONE = new OptionValues(Map.of());

  /** Takes a copy. */
  public OptionValues {
    given = Map.copyOf(given);
  }

  /** Fallbacks for all. */
  public static OptionValues none() {
    return NONE;
  }

  /**
   * The same with a value for one option; throws {@code IllegalArgumentException} if it may not.
   */
  public <T> OptionValues with(Option<T> option, T value) {
    if (value == null) {
      throw new IllegalArgumentException(option.name() + " must have a value; got null");
    }
    Map<String, String> more = new LinkedHashMap<>(given);
    more.put(option.name(), option.canonical(option.text(value)));
    return new OptionValues(more);
  }

  /** The value of an option; throws {@code IllegalArgumentException} where its text is wrong. */
  public <T> T of(Option<T> option) {
    return option.read(given.getOrDefault(option.name(), option.fallback()));
  }

  /** What of this is for these options. */
  public OptionValues only(List<Option<?>> options) {
    return new OptionValues(
        options.stream()
            .map(Option::name)
            .filter(given::containsKey)
            .distinct()
            .collect(Collectors.toMap(name -> name, given::get)));
  }

  /** Throws {@code IllegalArgumentException} where anything is given that is none of these. */
  public void requireOnly(List<Option<?>> options) {
    Map<String, Option<?>> known = new LinkedHashMap<>();
    options.forEach(option -> known.put(option.name(), option));
    given.keySet().forEach(name -> Choice.among("option", name, known));
  }
}
