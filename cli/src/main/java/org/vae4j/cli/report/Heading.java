package org.vae4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.config.Values;
import org.vae4j.cli.terminal.Paragraph;
import org.vae4j.cli.terminal.Quantity;

/** What numbers are bound to, above a table of them: data, budget, units, and what is unusual. */
final class Heading {
  /** Flags that the first lines name anyway, and those that do not change results. */
  private static final Set<String> NAMED =
      Set.of(
          "data",
          "binarize",
          "likelihood",
          "prior",
          "seed",
          "epochs",
          "start-epochs",
          "importance-samples",
          "backend",
          "threads");

  private Heading() {}

  /** Of one run. */
  static List<String> of(RunReport report, int width) {
    Map<String, Object> config = report.config();
    String budget =
        "%s, seed %s, epoch %d of %s%s; %s"
            .formatted(
                config.get("prior"),
                config.get("seed"),
                report.epoch(),
                config.get("epochs"),
                start(config),
                units(report.test().importanceSamples(), "standard error"));
    return lines(
        data(config) + "; " + Quantity.whole(report.test().examples()) + " test images",
        budget,
        config,
        width);
  }

  /** Of several. */
  static List<String> of(Comparison.Protocol protocol, boolean seeds, int width) {
    Map<String, Object> config = protocol.config();
    String data =
        "%s; %s training, %s validation and %s test images"
            .formatted(
                data(config),
                Quantity.whole(protocol.trainImages()),
                Quantity.whole(protocol.validImages()),
                Quantity.whole(protocol.testImages()));
    String budget =
        "%s%s, %s %s; %s"
            .formatted(
                several(config.get("epochs"), "epoch"),
                start(config),
                seeds ? "seeds" : "seed",
                Values.text(config.get("seeds")),
                units(
                    config.get("importance-samples"),
                    seeds ? "standard deviation over seeds" : "standard error"));
    return lines(data, budget, config, width);
  }

  private static List<String> lines(
      String data, String budget, Map<String, Object> config, int width) {
    List<String> lines = new ArrayList<>(Paragraph.wrapped(data, width));
    lines.addAll(Paragraph.wrapped(budget, width));
    String unusual =
        RunConfig.departures(config).entrySet().stream()
            .filter(flag -> !NAMED.contains(flag.getKey()))
            .map(flag -> flag.getKey() + " " + flag.getValue())
            .collect(Collectors.joining(", "));
    if (!unusual.isEmpty()) {
      lines.addAll(Paragraph.wrapped("with " + unusual, width));
    }
    return lines;
  }

  /** The epochs that come first, whatever the prior. */
  private static String start(Map<String, Object> config) {
    boolean starts =
        "k-means".equals(config.get("initialize")) || "post-hoc".equals(config.get("fit"));
    return starts ? " after " + config.get("start-epochs") + " under N(0, I)" : "";
  }

  private static String data(Map<String, Object> config) {
    String data = (String) config.get("data");
    Object binarize = config.get("binarize");
    return "%s%s, %s likelihood"
        .formatted(
            Path.of(data).getFileName(),
            binarize.equals("none") ? "" : " binarised by " + binarize,
            config.get("likelihood"));
  }

  private static String units(Object samples, String spread) {
    return "nats per image ± %s; %s".formatted(spread, several(samples, "importance sample"));
  }

  private static String several(Object number, String noun) {
    return Quantity.of(((Number) number).longValue(), noun);
  }
}
