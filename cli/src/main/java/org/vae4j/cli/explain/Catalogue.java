package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.config.Settings;
import org.vae4j.cli.terminal.Options;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorFamily;
import org.vae4j.priors.PriorOption;

/** All there is to choose from, by flag, and what goes with what. */
final class Catalogue {
  private static final int WIDTH = 100;
  private static final String INDENT = "      ";

  private Catalogue() {}

  /** The page. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Priors, by --prior:");
    PriorCatalogue.load().families().forEach(family -> lines.addAll(entry(family)));
    Settings<RunConfig> flags = RunConfig.SETTINGS;
    for (String heading : flags.headings()) {
      lines.add("");
      lines.add(heading + ":");
      flags.names(heading).forEach(name -> lines.addAll(entry(flags, name)));
    }
    lines.add("");
    lines.add("Objectives that go with a prior and a posterior:");
    Matrix.of(LikelihoodName.BERNOULLI).lines().forEach(line -> lines.addAll(wrapped(line)));
    return lines;
  }

  private static List<String> entry(PriorFamily family) {
    String options =
        Stream.concat(family.options().stream(), family.declared().stream().map(PriorOption::name))
            .map(option -> "--" + option)
            .collect(Collectors.joining(" "));
    String text = "  " + family.name() + ": " + family.description();
    return wrapped(options.isEmpty() ? text : text + "; " + options);
  }

  private static List<String> entry(Settings<RunConfig> flags, String name) {
    String label = Options.label(flags, name).replace("|", " | ");
    return wrapped(
        "  --%s %s: %s [%s]".formatted(name, label, flags.help(name), flags.fallback(name)));
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
