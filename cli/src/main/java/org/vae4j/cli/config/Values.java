package org.vae4j.cli.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;
import org.vae4j.models.option.Rules;

/** The types a flag can have: from text, and to the plain values of YAML and JSON. */
public final class Values {
  private static final Map<Class<?>, Function<String, ?>> NUMBERS =
      Map.of(
          int.class, Integer::valueOf,
          Integer.class, Integer::valueOf,
          long.class, Long::valueOf,
          Long.class, Long::valueOf,
          double.class, Double::valueOf,
          Double.class, Double::valueOf);

  private static final Map<String, Boolean> YES_OR_NO = yesOrNo();

  private Values() {}

  private static Map<String, Boolean> yesOrNo() {
    Map<String, Boolean> values = new LinkedHashMap<>();
    values.put("true", true);
    values.put("false", false);
    return values;
  }

  /**
   * The value of a flag's text. Throws {@code IllegalArgumentException} that names the flag where
   * the text is not of the type.
   */
  public static Object parse(String name, Type type, String text) {
    if (type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      return parts(name, text).stream().map(part -> parse(name, element, part)).toList();
    }
    Class<?> plain = (Class<?>) type;
    if (NUMBERS.containsKey(plain)) {
      return number(name, plain, text);
    }
    if (plain == boolean.class) {
      return Choice.among(name, text, YES_OR_NO);
    }
    if (plain.isEnum()) {
      return Choice.among(name, text, constants(plain));
    }
    if (plain == Threads.class) {
      return Threads.parse(text);
    }
    return text;
  }

  private static List<String> parts(String name, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(name + " must have at least one; got nothing");
    }
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw new IllegalArgumentException(name + " must have no empty part; got " + text);
    }
    return parts;
  }

  private static Object number(String name, Class<?> type, String text) {
    boolean real = type == double.class || type == Double.class;
    return Rules.read(name, real ? "a number" : "a whole number", text, NUMBERS.get(type));
  }

  private static Map<String, Object> constants(Class<?> type) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      byName.put((String) plain(constant), constant);
    }
    return byName;
  }

  /** The names that values of a type have on the command line; empty where there are too many. */
  static List<String> choices(Class<?> type) {
    if (type == boolean.class) {
      return List.copyOf(YES_OR_NO.keySet());
    }
    return type.isEnum() ? List.copyOf(constants(type).keySet()) : List.of();
  }

  /** A flag's value as a number, text, list of these, or null. */
  static Object plain(Object value) {
    if (value instanceof Enum<?> constant) {
      return Names.kebab(constant.name());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Values::plain).toList();
    }
    return value instanceof Threads threads ? threads.count() : value;
  }

  /** A plain value as it is typed: {@code 300,300}, {@code 0.0005}, {@code none}. */
  public static String text(Object plain) {
    if (plain instanceof List<?> list) {
      return list.stream().map(Values::text).collect(Collectors.joining(","));
    }
    if (plain instanceof Double number && Double.isFinite(number)) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
    return plain == null ? "none" : plain.toString();
  }
}
