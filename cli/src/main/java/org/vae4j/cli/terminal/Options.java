package org.vae4j.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.vae4j.cli.config.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options for the parser: one for each flag of a config, and those that all commands share. */
public final class Options {
  /** Where results go. */
  public static final String OUT = "--out";

  /** To go on with what is there. */
  public static final String RESUME = "--resume";

  /** To log more. */
  public static final String VERBOSE = "--verbose";

  private static final int WIDEST_LABEL = 40;

  private Options() {}

  /** A command without options. */
  public static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).width(100).sortOptions(false);
    spec.usageMessage()
        .synopsisHeading("Usage: ")
        .optionListHeading("%nOptions [and what they are if not given]:%n");
    spec.usageMessage().abbreviateSynopsis(true);
    return spec;
  }

  /** Adds {@code --verbose} and {@code --help}. */
  public static CommandSpec addCommon(CommandSpec spec) {
    spec.addOption(toggle(VERBOSE, "log more, and show stack traces"));
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    return spec;
  }

  /**
   * Adds the flags of {@code settings} that {@code wanted} accepts: those of a group under its
   * heading, others under {@code heading}.
   */
  public static void add(
      CommandSpec spec, String heading, Settings<?> settings, Predicate<String> wanted) {
    for (String group : settings.headings()) {
      List<OptionSpec> options =
          settings.names(group).stream()
              .filter(wanted)
              .map(name -> option(settings, name))
              .toList();
      if (!options.isEmpty()) {
        Sections.add(spec, group.isEmpty() ? heading : group, options);
      }
    }
  }

  /** A choice among many names is spelt out in the text, where lines can be broken. */
  private static OptionSpec option(Settings<?> settings, String name) {
    String label = settings.label(name);
    boolean many = label.length() > WIDEST_LABEL;
    String help = settings.help(name);
    return value(
        "--" + name,
        many ? "NAME" : label,
        many ? help + ": " + label.replace("|", ", ") : help,
        settings.fallback(name));
  }

  /** Adds {@code --out} and {@code --resume}. */
  public static void addFolder(CommandSpec spec) {
    String free = "next free runs/" + spec.name() + "-N";
    spec.addOption(value(OUT, "DIR", "folder for the results", free));
    spec.addOption(toggle(RESUME, "go on with the run in --out"));
  }

  /** An option with a value. */
  public static OptionSpec value(String name, String label, String help, String fallback) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .arity("1")
        .description(help + " [" + fallback + "]")
        .build();
  }

  /** An option without a value. */
  public static OptionSpec toggle(String name, String help) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(help).build();
  }

  /** The texts of those flags of {@code names} that are given. */
  public static Map<String, String> given(ParseResult parsed, List<String> names) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : names) {
      if (parsed.hasMatchedOption("--" + name)) {
        given.put(name, text(parsed, "--" + name));
      }
    }
    return given;
  }

  /** The text of an option, or null where it is not given. */
  public static String text(ParseResult parsed, String option) {
    return parsed.matchedOptionValue(option, null);
  }

  /** Whether an option without a value is given. */
  public static boolean on(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option);
  }
}
