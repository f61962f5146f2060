package org.vae4j.priors;

import java.util.Map;

/**
 * What is given for options that families of priors declare; what is not given has its fallback.
 *
 * @param given texts by the names of options
 */
public record PriorOptions(Map<String, String> given) {
  /** Takes a copy. */
  public PriorOptions {
    given = Map.copyOf(given);
  }

  /** Fallbacks for all. */
  public static PriorOptions none() {
    return new PriorOptions(Map.of());
  }

  /** The value of an option; throws {@code IllegalArgumentException} where its text is wrong. */
  public <T> T of(PriorOption<T> option) {
    return option.reader().apply(text(option));
  }

  /** The text of an option. */
  public String text(PriorOption<?> option) {
    return given.getOrDefault(option.name(), option.fallback());
  }
}
