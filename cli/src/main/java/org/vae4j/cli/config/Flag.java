package org.vae4j.cli.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vae4j.models.option.Option;

/**
 * What is known of a flag before any is given.
 *
 * @param heading under which it stands in {@code --help}
 * @param label what stands after it
 * @param fallback its value where it is not given
 * @param help one line
 * @param use where it is of use
 * @param lasting whether it has an effect even where it is of no use: runs of a comparison start
 *     alike, whatever their prior
 */
record Flag(String heading, String label, String fallback, String help, Use use, boolean lasting) {

  /** A component of a config record. */
  static Flag of(RecordComponent component, String heading) {
    Setting setting = component.getAnnotation(Setting.class);
    String label = setting.label();
    return new Flag(
        heading,
        label.isEmpty() ? String.join("|", Values.choices(component.getType())) : label,
        setting.fallback(),
        setting.help(),
        Use.only(setting.only()),
        false);
  }

  /** An option that is declared by some of {@code providers}, under a heading with their names. */
  static Flag of(String name, Providers providers, String heading) {
    Map<String, Option<?>> declared = providers.options().get(name);
    Option<?> option = declared.values().iterator().next();
    List<String> owners = List.copyOf(declared.keySet());
    boolean all = owners.size() == providers.all().size();
    return new Flag(
        all ? heading : heading(providers.selector(), owners),
        option.label(),
        ByName.text(ByName.fallbacks(declared)),
        option.help(),
        all ? Use.ALWAYS : Use.by(providers.selector(), owners),
        false);
  }

  /** {@code Prior gmm, vamp or dirichlet-gmm}. */
  private static String heading(String selector, List<String> owners) {
    List<String> names = new ArrayList<>(owners);
    String last = names.remove(names.size() - 1);
    String first = names.isEmpty() ? "" : String.join(", ", names) + " or ";
    return selector.substring(0, 1).toUpperCase(Locale.ROOT)
        + selector.substring(1)
        + " "
        + first
        + last;
  }

  /** The same with the names that can be chosen. */
  Flag among(List<String> names) {
    return new Flag(heading, String.join("|", names), fallback, help, use, lasting);
  }

  /**
   * The same, of use to some of those that {@code selector} chooses, yet with its effect for all.
   */
  Flag concerning(String selector, List<String> names) {
    String whose = help + " (" + String.join(", ", names) + ")";
    return new Flag(heading, label, fallback, whose, Use.by(selector, names), true);
  }
}
