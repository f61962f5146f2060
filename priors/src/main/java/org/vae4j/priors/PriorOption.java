package org.vae4j.priors;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.vae4j.core.Choice;

/**
 * An option that a {@link PriorFamily} declares: a flag of the program and a key of its config,
 * which the family reads from {@link PriorOptions}.
 *
 * @param name in kebab-case, different from every other flag
 * @param label what stands after the flag, as in {@code N}
 * @param fallback the text where none is given
 * @param help one line
 * @param reader from text; it throws {@code IllegalArgumentException} for what breaks the rule
 * @param <T> the type of the value, whose text {@code reader} reads again
 */
public record PriorOption<T>(
    String name, String label, String fallback, String help, Function<String, T> reader) {
  /**
   * Throws {@code IllegalArgumentException} unless the name is kebab-case and the fallback fits.
   */
  public PriorOption {
    if (!name.matches("[a-z]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("prior option: name must be kebab-case; got " + name);
    }
    Objects.requireNonNull(reader.apply(fallback), name);
  }

  /** A whole number that is at least {@code least}. */
  public static PriorOption<Integer> whole(String name, int least, int fallback, String help) {
    return new PriorOption<>(
        name,
        "N",
        Integer.toString(fallback),
        help,
        text -> {
          int number = number(name, "a whole number", text, Integer::valueOf);
          if (!(number >= least)) {
            throw new IllegalArgumentException(name + " must be >= " + least + "; got " + number);
          }
          return number;
        });
  }

  /** A positive, finite number. */
  public static PriorOption<Double> positive(String name, String fallback, String help) {
    return new PriorOption<>(name, "NUMBER", fallback, help, text -> positive(name, text));
  }

  static double positive(String name, String text) {
    double number = number(name, "a number", text, Double::valueOf);
    if (!(number > 0 && number <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be > 0 and finite; got " + number);
    }
    return number;
  }

  private static <N> N number(String name, String rule, String text, Function<String, N> of) {
    try {
      return of.apply(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(
          name + " must be " + rule + "; got " + (text.isEmpty() ? "nothing" : text), notOne);
    }
  }

  /** One of the constants of an enum, by their names in kebab-case. */
  public static <E extends Enum<E>> PriorOption<E> among(String name, E fallback, String help) {
    Map<String, E> known = new LinkedHashMap<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      known.put(kebab(constant), constant);
    }
    return new PriorOption<>(
        name,
        String.join("|", known.keySet()),
        kebab(fallback),
        help,
        text -> Choice.among(name, text, known));
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value of a text as YAML and JSON know it: a number or text. */
  public Object plain(String text) {
    T value = reader.apply(text);
    if (value instanceof Number) {
      return value;
    }
    return value instanceof Enum<?> constant ? kebab(constant) : value.toString();
  }
}
