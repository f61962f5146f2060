package org.vae4j.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which flags are of use under a config, and which have an effect.
 *
 * @param flags all there are
 * @param plain the values of those that are there, options of what is not chosen left out
 */
record Usage(Map<String, Flag> flags, Map<String, Object> plain) {
  /** Whether what has this use is of use. */
  boolean isOfUse(Use use) {
    return use.holds(this::holds);
  }

  /** Whether a flag has an effect, of use or not. */
  boolean hasEffect(String name) {
    return flags.get(name).lasting() || isOfUse(flags.get(name).use());
  }

  private boolean holds(Use.Condition condition) {
    String selector = condition.selector();
    return hasEffect(selector) && condition.holds(text(selector));
  }

  /**
   * Why something is of no use under any of these configs, which have the same flags: {@code used
   * by gmm, vamp only; got --prior flow}. Where a flag that it depends on is of no use either, the
   * reason is that one's.
   */
  static String reason(Use use, List<Usage> usages, Map<String, String> typed) {
    List<String> got = new ArrayList<>();
    for (String selector : use.selectors()) {
      List<Usage> with = usages.stream().filter(usage -> usage.hasEffect(selector)).toList();
      if (with.isEmpty()) {
        return reason(usages.get(0).flags.get(selector).use(), usages, typed);
      }
      String values =
          with.stream()
              .map(usage -> usage.text(selector))
              .distinct()
              .collect(Collectors.joining(","));
      got.add("--" + typed.getOrDefault(selector, selector) + " " + values);
    }
    return use + "; got " + String.join(" ", got);
  }

  /** The value of a flag as it is typed. */
  String text(String name) {
    return Values.text(plain.get(name));
  }
}
