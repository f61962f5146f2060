package org.vae4j.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The options of a command under headings in {@code --help}; those without one come last. */
final class Sections implements IHelpSectionRenderer {
  private final CommandSpec spec;
  private final Map<String, String> headings = new LinkedHashMap<>();

  private Sections(CommandSpec spec) {
    this.spec = spec;
  }

  /** Adds these options, with a heading of their own. */
  static void add(CommandSpec spec, String heading, List<OptionSpec> options) {
    Map<String, IHelpSectionRenderer> parts = spec.usageMessage().sectionMap();
    IHelpSectionRenderer old = parts.get(UsageMessageSpec.SECTION_KEY_OPTION_LIST);
    Sections sections = old instanceof Sections own ? own : new Sections(spec);
    for (OptionSpec option : options) {
      spec.addOption(option);
      sections.headings.put(option.longestName(), heading);
    }
    parts.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, sections);
    spec.usageMessage().sectionMap(parts);
  }

  @Override
  public String render(Help help) {
    StringBuilder text = new StringBuilder();
    headings.values().stream().distinct().forEach(heading -> append(text, heading, help));
    return append(text, "Other", help).toString();
  }

  private StringBuilder append(StringBuilder text, String heading, Help help) {
    Help.Layout layout = help.createDefaultLayout();
    spec.options().stream()
        .filter(option -> headings.getOrDefault(option.longestName(), "Other").equals(heading))
        .forEach(option -> layout.addOption(option, help.createDefaultParamLabelRenderer()));
    return text.append(String.format("%n%s:%n%s", heading, layout));
  }
}
