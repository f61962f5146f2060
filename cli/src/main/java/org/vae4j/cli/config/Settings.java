package org.vae4j.cli.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.core.Choice;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.OptionValues;

/**
 * The flags of a config record, read from its components: parsing text into the record and printing
 * the record as plain values, which parse to the same again.
 *
 * @param <R> a record whose every component is a {@link Setting}, a {@link Group} of such, or the
 *     options {@link Declared} by what one of them chooses
 */
public final class Settings<R extends Record> {
  private final Class<R> type;
  private final Map<String, Flag> flags = new LinkedHashMap<>();
  private final Map<String, Providers> providers = new LinkedHashMap<>();

  private Settings(Class<R> type) {
    this.type = type;
    collect(type, "");
    providers.values().forEach(this::addConcerns);
  }

  private void collect(Class<?> record, String heading) {
    for (RecordComponent component : record.getRecordComponents()) {
      Group group = component.getAnnotation(Group.class);
      Declared declared = component.getAnnotation(Declared.class);
      if (group != null) {
        collect(component.getType(), group.value());
      } else if (declared != null) {
        collect(Providers.of(declared.value(), type(record, declared.value())), heading);
      } else {
        add(Names.kebab(component.getName()), Flag.of(component, heading));
      }
    }
  }

  /** What is given for an option by who has it; throws if any of it breaks the rule. */
  private Optional<ByName> byName(String name, Map<String, String> given) {
    return providers.values().stream()
        .filter(those -> those.options().containsKey(name))
        .findFirst()
        .flatMap(those -> those.texts(name, given));
  }

  private static Class<?> type(Class<?> record, String flag) {
    return Stream.of(record.getRecordComponents())
        .filter(component -> Names.kebab(component.getName()).equals(flag))
        .findFirst()
        .orElseThrow()
        .getType();
  }

  private void collect(Providers those, String heading) {
    providers.put(those.selector(), those);
    flags.computeIfPresent(
        those.selector(), (name, flag) -> flag.among(List.copyOf(those.all().keySet())));
    those.options().keySet().forEach(name -> add(name, Flag.of(name, those, heading)));
  }

  private void add(String name, Flag flag) {
    if (flags.put(name, flag) != null) {
      throw new IllegalArgumentException(
          "plugins: options must not be called like other flags; got " + name + " twice");
    }
  }

  /** A setting that concerns some of those that can be chosen is of use to them alone. */
  private void addConcerns(Providers those) {
    Map<String, List<String>> concerned = new LinkedHashMap<>();
    those
        .all()
        .forEach(
            (name, provider) ->
                provider
                    .concerns()
                    .forEach(
                        flag ->
                            concerned.computeIfAbsent(flag, one -> new ArrayList<>()).add(name)));
    concerned.forEach(
        (flag, names) ->
            flags.put(flag, Choice.among("flag", flag, flags).concerning(those.selector(), names)));
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

  /** What is known of a flag. */
  Flag flag(String name) {
    return flags.get(name);
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
    given.keySet().forEach(name -> byName(name, given));
    return type.cast(parse(type, given));
  }

  private Object parse(Class<?> record, Map<String, String> given) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Declared declared = component.getAnnotation(Declared.class);
      if (component.isAnnotationPresent(Group.class)) {
        values.add(parse(component.getType(), given));
      } else if (declared != null) {
        values.add(providers.get(declared.value()).values(text(declared.value(), given), given));
      } else {
        String name = Names.kebab(component.getName());
        values.add(Values.parse(name, component.getGenericType(), text(name, given)));
      }
    }
    return construct(record, values);
  }

  private String text(String name, Map<String, String> given) {
    return given.getOrDefault(name, fallback(name));
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

  /**
   * The values of all flags that have an effect, plain as YAML and JSON know them: numbers, text,
   * lists or null.
   */
  public Map<String, Object> print(R config) {
    Usage usage = usage(config);
    Map<String, Object> plain = new LinkedHashMap<>(usage.plain());
    plain.keySet().removeIf(name -> !usage.hasEffect(name));
    return plain;
  }

  /** Those of these texts that are for flags: a plug-in that is gone may have had others. */
  public Map<String, String> known(Map<String, String> given) {
    Map<String, String> known = new LinkedHashMap<>(given);
    known.keySet().retainAll(flags.keySet());
    return known;
  }

  /**
   * Throws {@code IllegalArgumentException} for a flag that is given though none of these configs
   * has a use for it.
   *
   * @param typed how flags are typed where other flags stand for them
   */
  public void requireUse(Map<String, String> given, List<R> configs, Map<String, String> typed) {
    List<Usage> usages = configs.stream().map(this::usage).toList();
    for (String name : given.keySet()) {
      Use use = use(name, given);
      if (usages.stream().noneMatch(usage -> usage.isOfUse(use))) {
        throw new IllegalArgumentException("--" + name + ": " + Usage.reason(use, usages, typed));
      }
    }
  }

  /** Where a flag is of use with this text: {@code gmm=7} is of use to gmm alone. */
  private Use use(String name, Map<String, String> given) {
    Use use = flags.get(name).use();
    return byName(name, given).map(texts -> texts.narrowed(use)).orElse(use);
  }

  /**
   * Throws {@code IllegalArgumentException} for a key of a config file that has no effect and is
   * not at its fallback.
   */
  public void requireEffect(Map<String, String> given, R config) {
    Usage usage = usage(config);
    for (String name : given.keySet()) {
      if (!usage.hasEffect(name) && !isFallback(name, given.get(name))) {
        throw new IllegalArgumentException(
            name + ": " + Usage.reason(flags.get(name).use(), List.of(usage), Map.of()));
      }
    }
  }

  /** Whether a text is what there would be anyway; a name that is none of a flag has no other. */
  boolean isFallback(String name, String text) {
    if (!flags.containsKey(name)) {
      return true;
    }
    Map<String, String> given = Map.of(name, text);
    return byName(name, given)
        .map(texts -> texts.isFallback(declared(name)))
        .orElseGet(() -> usage(parse(given)).text(name).equals(usage(parse(Map.of())).text(name)));
  }

  private Map<String, Option<?>> declared(String name) {
    return providers.values().stream()
        .map(those -> those.options().get(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** Which flags are of use under a config. */
  private Usage usage(Record config) {
    Map<String, Object> plain = new LinkedHashMap<>();
    print(config, plain);
    return new Usage(flags, plain);
  }

  private void print(Record config, Map<String, Object> plain) {
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = value(component, config);
      Declared declared = component.getAnnotation(Declared.class);
      if (component.isAnnotationPresent(Group.class)) {
        print((Record) value, plain);
      } else if (declared != null) {
        String chosen = (String) plain.get(declared.value());
        plain.putAll(providers.get(declared.value()).print(chosen, (OptionValues) value));
      } else {
        plain.put(Names.kebab(component.getName()), Values.plain(value));
      }
    }
  }

  private static Object value(RecordComponent component, Record config) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
