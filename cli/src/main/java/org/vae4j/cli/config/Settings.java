package org.vae4j.cli.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vae4j.core.Choice;

/**
 * The flags of a config record, read from its components: parsing text into the record and printing
 * the record as plain values, which parse to the same record again.
 *
 * @param <R> a record whose every component is a {@link Setting}, or a {@link Group} of such
 */
public final class Settings<R extends Record> {
  private final Class<R> type;
  private final Map<String, RecordComponent> components = new LinkedHashMap<>();
  private final Map<String, String> headings = new LinkedHashMap<>();

  private Settings(Class<R> type) {
    this.type = type;
    collect(type, "");
  }

  private void collect(Class<?> record, String heading) {
    for (RecordComponent component : record.getRecordComponents()) {
      Group group = component.getAnnotation(Group.class);
      if (group == null) {
        String name = Names.kebab(component.getName());
        if (components.put(name, component) != null) {
          throw new IllegalStateException("settings: flags must differ; got " + name + " twice");
        }
        headings.put(name, heading);
      } else {
        collect(component.getType(), group.value());
      }
    }
  }

  /** The flags of {@code type}. */
  public static <R extends Record> Settings<R> of(Class<R> type) {
    return new Settings<>(type);
  }

  /** The names of all flags, in order, without dashes. */
  public List<String> names() {
    return List.copyOf(components.keySet());
  }

  /** The headings under which flags stand, in order. */
  public List<String> headings() {
    return headings.values().stream().distinct().toList();
  }

  /** The names of the flags under a heading. */
  public List<String> names(String heading) {
    return names().stream().filter(name -> headings.get(name).equals(heading)).toList();
  }

  /** What stands after the flag in {@code --help}. */
  public String label(String name) {
    String label = setting(name).label();
    return label.isEmpty()
        ? String.join("|", Values.choices(components.get(name).getType()))
        : label;
  }

  /** The value of a flag that is not given. */
  public String fallback(String name) {
    return setting(name).fallback();
  }

  /** The line of a flag in {@code --help}. */
  public String help(String name) {
    return setting(name).help();
  }

  private Setting setting(String name) {
    return components.get(name).getAnnotation(Setting.class);
  }

  /**
   * The record of these texts by flag, with fallbacks for the rest. Throws {@code
   * IllegalArgumentException} for an unknown name, or what the record itself refuses.
   */
  public R parse(Map<String, String> given) {
    given.keySet().forEach(name -> Choice.among("config key", name, components));
    return type.cast(parse(type, given));
  }

  private Object parse(Class<?> record, Map<String, String> given) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.isAnnotationPresent(Group.class)) {
        values.add(parse(component.getType(), given));
      } else {
        String name = Names.kebab(component.getName());
        String text = given.getOrDefault(name, fallback(name));
        values.add(Values.parse(name, component.getGenericType(), text));
      }
    }
    return construct(record, values);
  }

  private static Object construct(Class<?> record, List<Object> values) {
    Class<?>[] types =
        Stream.of(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
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
  public Map<String, Object> print(R config) {
    Map<String, Object> plain = new LinkedHashMap<>();
    print(config, plain);
    return plain;
  }

  private static void print(Record config, Map<String, Object> plain) {
    Arrays.stream(config.getClass().getRecordComponents())
        .forEach(
            component -> {
              Object value = value(component, config);
              if (component.isAnnotationPresent(Group.class)) {
                print((Record) value, plain);
              } else {
                plain.put(Names.kebab(component.getName()), Values.plain(value));
              }
            });
  }

  private static Object value(RecordComponent component, Record config) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
