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
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorOption;
import org.vae4j.priors.PriorOptions;

/**
 * The flags of a config record, read from its components: parsing text into the record and printing
 * the record as plain values, which parse to the same record again.
 *
 * <p>A component of type {@link PriorOptions} stands for the flags that families of priors declare.
 *
 * @param <R> a record whose every component is a {@link Setting}, or a {@link Group} of such
 */
public final class Settings<R extends Record> {
  private final Class<R> type;
  private final Map<String, Flag> flags = new LinkedHashMap<>();

  /** What {@code --help} says of a flag. */
  private record Flag(String heading, String label, String fallback, String help) {
    static Flag of(RecordComponent component, String heading) {
      Setting setting = component.getAnnotation(Setting.class);
      String label = setting.label();
      return new Flag(
          heading,
          label.isEmpty() ? String.join("|", Values.choices(component.getType())) : label,
          setting.fallback(),
          setting.help());
    }

    static Flag of(PriorOption<?> option, String heading) {
      return new Flag(heading, option.label(), option.fallback(), option.help());
    }
  }

  private Settings(Class<R> type) {
    this.type = type;
    collect(type, "");
  }

  private void collect(Class<?> record, String heading) {
    for (RecordComponent component : record.getRecordComponents()) {
      Group group = component.getAnnotation(Group.class);
      if (group != null) {
        collect(component.getType(), group.value());
      } else if (component.getType() == PriorOptions.class) {
        declared().forEach(option -> add(option.name(), Flag.of(option, heading)));
      } else {
        add(Names.kebab(component.getName()), Flag.of(component, heading));
      }
    }
  }

  private void add(String name, Flag flag) {
    if (flags.put(name, flag) != null) {
      throw new IllegalStateException("settings: flags must differ; got " + name + " twice");
    }
  }

  /** What families of priors declare, those of a jar beside the program among them. */
  private static List<PriorOption<?>> declared() {
    List<PriorOption<?>> declared = new ArrayList<>();
    PriorCatalogue.load().families().forEach(family -> declared.addAll(family.declared()));
    return declared;
  }

  /** The flags of {@code type}. */
  public static <R extends Record> Settings<R> of(Class<R> type) {
    return new Settings<>(type);
  }

  /** The names of all flags, in order, without dashes. */
  public List<String> names() {
    return List.copyOf(flags.keySet());
  }

  /** The headings under which flags stand, in order. */
  public List<String> headings() {
    return flags.values().stream().map(Flag::heading).distinct().toList();
  }

  /** The names of the flags under a heading. */
  public List<String> names(String heading) {
    return names().stream().filter(name -> flags.get(name).heading().equals(heading)).toList();
  }

  /** What stands after the flag in {@code --help}. */
  public String label(String name) {
    return flags.get(name).label();
  }

  /** The value of a flag that is not given. */
  public String fallback(String name) {
    return flags.get(name).fallback();
  }

  /** The line of a flag in {@code --help}. */
  public String help(String name) {
    return flags.get(name).help();
  }

  /**
   * The record of these texts by flag, with fallbacks for the rest. Throws {@code
   * IllegalArgumentException} for an unknown name, or what the record itself refuses.
   */
  public R parse(Map<String, String> given) {
    given.keySet().forEach(name -> Choice.among("config key", name, flags));
    return type.cast(parse(type, given));
  }

  private Object parse(Class<?> record, Map<String, String> given) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.isAnnotationPresent(Group.class)) {
        values.add(parse(component.getType(), given));
      } else if (component.getType() == PriorOptions.class) {
        values.add(options(given));
      } else {
        String name = Names.kebab(component.getName());
        String text = given.getOrDefault(name, fallback(name));
        values.add(Values.parse(name, component.getGenericType(), text));
      }
    }
    return construct(record, values);
  }

  private static PriorOptions options(Map<String, String> given) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (PriorOption<?> option : declared()) {
      String text = given.getOrDefault(option.name(), option.fallback());
      texts.put(option.name(), Values.text(option.plain(text)));
    }
    return new PriorOptions(texts);
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
              } else if (value instanceof PriorOptions options) {
                declared().forEach(option -> plain.put(option.name(), plain(option, options)));
              } else {
                plain.put(Names.kebab(component.getName()), Values.plain(value));
              }
            });
  }

  private static Object plain(PriorOption<?> option, PriorOptions options) {
    return option.plain(options.text(option));
  }

  private static Object value(RecordComponent component, Record config) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
