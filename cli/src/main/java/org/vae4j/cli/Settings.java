package org.vae4j.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.core.Choice;

/**
 * The flags of a config record, read from its components: parsing text into the record and printing
 * the record as plain values, which parse to the same record again.
 *
 * @param <R> a record whose every component is a {@link Setting}
 */
final class Settings<R extends Record> {
  private final Class<R> type;
  private final Map<String, RecordComponent> components = new LinkedHashMap<>();

  private Settings(Class<R> type) {
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(Names.kebab(component.getName()), component);
    }
  }

  /** The flags of {@code type}. */
  static <R extends Record> Settings<R> of(Class<R> type) {
    return new Settings<>(type);
  }

  /** The names of all flags, in order, without dashes. */
  List<String> names() {
    return List.copyOf(components.keySet());
  }

  /** What stands after the flag in {@code --help}. */
  String label(String name) {
    String label = setting(name).label();
    return label.isEmpty()
        ? String.join("|", Values.choices(components.get(name).getType()))
        : label;
  }

  /** The value of a flag that is not given. */
  String fallback(String name) {
    return setting(name).fallback();
  }

  /** The line of a flag in {@code --help}. */
  String help(String name) {
    return setting(name).help();
  }

  private Setting setting(String name) {
    return components.get(name).getAnnotation(Setting.class);
  }

  /**
   * The record of these texts by flag, with fallbacks for the rest. Throws {@code
   * IllegalArgumentException} for an unknown name, or what the record itself refuses.
   */
  R parse(Map<String, String> given) {
    given.keySet().forEach(name -> Choice.among("config key", name, components));
    List<Object> values = new ArrayList<>();
    components.forEach(
        (name, component) -> {
          String text = given.getOrDefault(name, fallback(name));
          values.add(Values.parse(name, component.getGenericType(), text));
        });
    return construct(values);
  }

  private R construct(List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values by flag, plain as YAML and JSON know them: numbers, text, lists or null. */
  Map<String, Object> print(R config) {
    Map<String, Object> plain = new LinkedHashMap<>();
    components.forEach(
        (name, component) -> plain.put(name, Values.plain(value(component, config))));
    return plain;
  }

  private static Object value(RecordComponent component, Record config) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
