package org.vae4j.models.option;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/**
 * Something that a {@link Configurable} can be told by name. In the program it is a flag, a key of
 * the config and a line of help; in a library it is read from {@link OptionValues} by its type.
 *
 * <p>Several that declare an option of one name mean the same by it, under one label and help; the
 * fallback may be each one's own.
 *
 * @param name in kebab-case, different from every flag of the program
 * @param label what stands after the flag, as in {@code N}
 * @param fallback the text where none is given
 * @param help one line
 * @param reader from text; it throws {@code IllegalArgumentException} for what breaks the rule
 * @param writer to a number, a text, or a list of these, which as text {@code reader} reads again
 * @param <T> the type of the value
 */
public record Option<T>(
    String name,
    String label,
    String fallback,
    String help,
    Function<String, T> reader,
    Function<T, Object> writer) {
  /**
   * Throws {@code IllegalArgumentException} unless the name is kebab-case and the fallback fits.
   */
  public Option {
    if (!name.matches("[a-z]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("option: name must be kebab-case; got " + name);
    }
    Objects.requireNonNull(reader.apply(fallback), name);
  }

  /** A rule for the number of an option; see {@link Rules}. */
  public interface Rule {
    /** Throws {@code IllegalArgumentException} for a value that breaks it. */
    void check(String name, double value);
  }

  /** A whole number that is at least {@code least}. */
  public static Option<Integer> whole(
      String name, String label, int least, int fallback, String help) {
    return new Option<>(
        name, label, Integer.toString(fallback), help, text -> whole(name, least, text), n -> n);
  }

  /** Whole numbers, each at least {@code least}, with commas between them. */
  public static Option<List<Integer>> wholes(
      String name, String label, int least, String fallback, String help) {
    return new Option<>(
        name, label, fallback, help, list(text -> whole(name, least, text)), n -> n);
  }

  private static int whole(String name, int least, String text) {
    int number = Rules.read(name, "a whole number", text, Integer::valueOf);
    Rules.atLeast(least, name, number);
    return number;
  }

  /** A number that keeps a rule. */
  public static Option<Double> number(
      String name, String label, String fallback, String help, Rule rule) {
    return new Option<>(name, label, fallback, help, text -> number(name, rule, text), n -> n);
  }

  private static double number(String name, Rule rule, String text) {
    double number = Rules.read(name, "a number", text, Double::valueOf);
    rule.check(name, number);
    return number;
  }

  /** One of the constants of an enum, by their names in kebab-case. */
  public static <E extends Enum<E>> Option<E> among(String name, E fallback, String help) {
    Map<String, E> known = new LinkedHashMap<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      known.put(Choice.kebab(constant), constant);
    }
    return among(name, known, Choice.kebab(fallback), help);
  }

  /** One of these values, which differ from one another, by their names. */
  public static <T> Option<T> among(
      String name, Map<String, T> known, String fallback, String help) {
    Map<String, T> values = new LinkedHashMap<>(known);
    return new Option<>(
        name,
        String.join("|", values.keySet()),
        fallback,
        help,
        text -> Choice.among(name, text, values),
        value ->
            values.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseThrow(() -> none(name, values.keySet(), value)));
  }

  private static IllegalArgumentException none(String name, Set<String> known, Object value) {
    return new IllegalArgumentException(
        name + " must be one of " + String.join(", ", known) + "; got " + value);
  }

  /** One of two values by its name, in this order. */
  public static <T> Option<T> between(
      String name, String first, T one, String second, T other, String help) {
    Map<String, T> known = new LinkedHashMap<>();
    known.put(first, one);
    known.put(second, other);
    return among(name, known, first, help);
  }

  /** A reader of values with commas between them. */
  public static <T> Function<String, List<T>> list(Function<String, T> reader) {
    return text ->
        Arrays.stream(text.split(",", -1)).map(part -> reader.apply(part.strip())).toList();
  }

  /** The value of a text; throws {@code IllegalArgumentException} where it breaks the rule. */
  public T read(String text) {
    return reader.apply(text);
  }

  /** A value as it is typed. */
  public String text(T value) {
    return writer.apply(value) instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(writer.apply(value));
  }

  /** The value of a text as YAML and JSON know it: a number, a text, or a list of these. */
  public Object plain(String text) {
    return writer.apply(read(text));
  }

  /** The text that every text of the same value comes to. */
  public String canonical(String text) {
    return text(read(text));
  }
}
