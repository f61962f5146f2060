package org.vae4j.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.core.Choice;
import org.vae4j.models.option.Configurable;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.OptionValues;
import org.vae4j.priors.PriorCatalogue;

/**
 * Those that one flag chooses among, with the options that they declare; options of one name are
 * one flag.
 *
 * @param selector the flag that chooses
 * @param all by name
 * @param options each option's declarations by who declares it
 */
record Providers(
    String selector, Map<String, Configurable> all, Map<String, Map<String, Option<?>>> options) {
  /** The constants of an enum by their names, or the priors for a flag that is text. */
  static Providers of(String selector, Class<?> type) {
    Map<String, Configurable> all = new LinkedHashMap<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        all.put(Choice.kebab((Enum<?>) constant), (Configurable) constant);
      }
    } else {
      PriorCatalogue.load().families().forEach(family -> all.put(family.name(), family));
    }
    Map<String, Map<String, Option<?>>> options = declared(all);
    options.values().forEach(Providers::checkSame);
    return new Providers(selector, all, options);
  }

  /** A plug-in may have chosen the name of an option that means something else. */
  private static void checkSame(Map<String, Option<?>> declared) {
    Map.Entry<String, Option<?>> first = declared.entrySet().iterator().next();
    declared.forEach(
        (owner, option) -> {
          if (!option.help().equals(first.getValue().help())
              || !option.label().equals(first.getValue().label())) {
            throw new IllegalArgumentException(
                "plugins: option '%s' must mean the same for all; got '%s' of %s, '%s' of %s"
                    .formatted(
                        option.name(),
                        first.getValue().help(),
                        first.getKey(),
                        option.help(),
                        owner));
          }
        });
  }

  private static Map<String, Map<String, Option<?>>> declared(Map<String, Configurable> all) {
    Map<String, Map<String, Option<?>>> options = new LinkedHashMap<>();
    all.forEach(
        (owner, provider) ->
            provider
                .options()
                .forEach(
                    option ->
                        options
                            .computeIfAbsent(option.name(), name -> new LinkedHashMap<>())
                            .put(owner, option)));
    return options;
  }

  /** The options of the one that is chosen. */
  List<Option<?>> options(String chosen) {
    return Choice.among(selector, chosen, all).options();
  }

  /** What is given for the options of the one that is chosen, with its fallbacks for the rest. */
  OptionValues values(String chosen, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Option<?> option : options(chosen)) {
      String text =
          texts(option.name(), given).flatMap(texts -> texts.of(chosen)).orElse(option.fallback());
      values.put(option.name(), option.canonical(text));
    }
    return new OptionValues(values);
  }

  /** What is given for an option, by who has it; throws if any of it breaks the rule. */
  Optional<ByName> texts(String name, Map<String, String> given) {
    return Optional.ofNullable(given.get(name))
        .map(text -> ByName.parse(selector, text, options.get(name), all));
  }

  /** The values by option, plain as YAML and JSON know them. */
  Map<String, Object> print(String chosen, OptionValues values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Option<?> option : options(chosen)) {
      String text = values.given().getOrDefault(option.name(), option.fallback());
      plain.put(option.name(), option.plain(text));
    }
    return plain;
  }
}
