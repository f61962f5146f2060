package org.vae4j.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Text;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.config.Values;
import org.vae4j.cli.report.RunReport;

/** What the program was told: the command that gives the same results, and every setting. */
public final class Invocation {
  /** Results do not depend on it. */
  private static final String THREADS = "threads";

  private static final List<String> CELLS = List.of("data", "priors", "prior", "seeds", "seed");

  private Invocation() {}

  /** {@code ./vae4j train} or {@code compare} with all flags that are not as they would be. */
  static String command(Map<String, Object> config) {
    boolean several = config.containsKey("priors");
    StringBuilder command = new StringBuilder("./vae4j ").append(several ? "compare" : "train");
    Set<String> told = RunConfig.departures(config).keySet();
    config.forEach(
        (name, value) -> {
          if (CELLS.contains(name) || told.contains(name) && !name.equals(THREADS)) {
            command.append(" --").append(name).append(' ').append(quoted(text(value)));
          }
        });
    return command.toString();
  }

  /** The same command, going on with what is in this folder. */
  public static String resumed(Map<String, ?> config, Path out) {
    String command = command(new LinkedHashMap<>(config));
    return "%s --resume --out %s".formatted(command, quoted(out.toString()));
  }

  /** {@code ./vae4j evaluate}, for the folder that the page is in. */
  static String again(RunReport report) {
    StringBuilder command = new StringBuilder("./vae4j evaluate FOLDER");
    for (String name : List.of("data", "binarize", "importance-samples")) {
      command.append(" --").append(name).append(' ');
      command.append(quoted(text(report.config().get(name))));
    }
    return command.append(" --seed ").append(report.seed()).toString();
  }

  private static String text(Object value) {
    return Values.text(value);
  }

  /** As a shell takes it for one word. */
  private static String quoted(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** A flag and its value stay on one line. */
  private static List<Node> words(String command) {
    List<Node> words = new ArrayList<>();
    for (String part : command.split(" (?=--)")) {
      words.add(words.isEmpty() ? new Text(part) : Element.of("span", part).classed("flag"));
      words.add(new Text(" "));
    }
    return words;
  }

  /** The command, and under it all settings, folded. */
  static List<Element> elements(String command, Map<String, Object> config) {
    List<Element> rows =
        config.entrySet().stream()
            .map(e -> Cells.row(new Text("--" + e.getKey()), Cells.text(text(e.getValue()))))
            .toList();
    return List.of(
        Element.of("p", "The same results again:"),
        Element.of("pre", Element.of("code", words(command))),
        Element.of(
                "details",
                Element.of("summary", "All settings"),
                Cells.table(List.of("flag", "value"), rows))
            .classed("settings"));
  }
}
