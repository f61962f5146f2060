package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.config.Settings;
import org.vae4j.models.option.Option;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorFamily;

/**
 * All there is to choose from, by flag, and what goes with what.
 *
 * @param priors by name
 * @param flags of a run
 * @param together which priors, posteriors and objectives go together
 */
record Catalogue(List<Entry> priors, List<Flag> flags, Matrix.Facts together) {
  private static final int WIDTH = 100;
  private static final String INDENT = "      ";

  /** A prior, what it is, and the flags that it heeds. */
  record Entry(String name, String description, List<String> flags) {
    private static Entry of(PriorFamily family) {
      Stream<String> own = family.options().stream().map(Option::name);
      List<String> flags =
          Stream.concat(own, family.concerns().stream()).map(option -> "--" + option).toList();
      return new Entry(family.name(), family.description(), flags);
    }

    private List<String> lines() {
      String text = "  " + name + ": " + description;
      return wrapped(flags.isEmpty() ? text : text + "; " + String.join(" ", flags));
    }
  }

  /**
   * A flag of a run.
   *
   * @param heading what it is about
   * @param values its values, or what they are
   * @param help what it decides
   * @param fallback its value if it is not given
   */
  record Flag(String heading, String flag, String values, String help, String fallback) {
    private static Flag of(Settings<RunConfig> flags, String heading, String name) {
      return new Flag(
          heading, "--" + name, flags.label(name), flags.help(name), flags.fallback(name));
    }

    private List<String> lines() {
      return wrapped(
          "  %s %s: %s [%s]".formatted(flag, values.replace("|", " | "), help, fallback));
    }
  }

  /** What there is now, plug-ins included. */
  static Catalogue now() {
    return of(Matrix.of(LikelihoodName.BERNOULLI));
  }

  private static Catalogue of(Matrix matrix) {
    Settings<RunConfig> flags = RunConfig.SETTINGS;
    return new Catalogue(
        PriorCatalogue.load().families().stream().map(Entry::of).toList(),
        flags.headings().stream()
            .flatMap(heading -> flags.names(heading).stream().map(n -> Flag.of(flags, heading, n)))
            .toList(),
        matrix.facts());
  }

  /** The page. */
  static List<String> lines() {
    Matrix matrix = Matrix.of(LikelihoodName.BERNOULLI);
    Catalogue now = of(matrix);
    List<String> lines = new ArrayList<>();
    lines.add("Priors, by --prior:");
    now.priors.forEach(prior -> lines.addAll(prior.lines()));
    now.flags.stream()
        .collect(Collectors.groupingBy(Flag::heading, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (heading, flags) -> {
              lines.add("");
              lines.add(heading + ":");
              flags.forEach(flag -> lines.addAll(flag.lines()));
            });
    lines.add("");
    lines.add("Objectives that go with a prior and a posterior:");
    matrix.lines().forEach(line -> lines.addAll(wrapped(line)));
    return lines;
  }

  /** Broken between words, further lines set in. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > WIDTH) {
      int cut = rest.lastIndexOf(' ', WIDTH);
      if (cut <= INDENT.length()) {
        break;
      }
      lines.add(rest.substring(0, cut));
      rest = INDENT + rest.substring(cut + 1);
    }
    lines.add(rest);
    return lines;
  }
}
