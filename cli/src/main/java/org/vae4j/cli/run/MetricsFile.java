package org.vae4j.cli.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.vae4j.cli.page.RunView;
import org.vae4j.cli.terminal.Json;

/**
 * {@code metrics.jsonl}: a line for each epoch of the start, one for a move to clusters, a line for
 * each epoch of the run. Each kind has a key that the others lack.
 */
final class MetricsFile {
  static final String NAME = "metrics.jsonl";

  private static final String EPOCH = "epoch";
  private static final String START = "startEpoch";
  private static final String RULE = "metrics of this version";
  private static final String REMEDY = " (delete it, and all goes on without its curves)";

  private final RunFolder folder;
  private final List<String> lines = new ArrayList<>();

  /** What a page needs of the line of an epoch. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Epoch(int epoch, Part train, Part validation) {
    RunView.Epoch view() {
      return new RunView.Epoch(epoch, train.value(), validation.value());
    }
  }

  /** What a page needs of the line of an epoch of the start. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Start(@JsonProperty(START) int epoch, Part train, Part validation) {
    RunView.Epoch view() {
      return new RunView.Epoch(epoch, train.value(), validation.value());
    }
  }

  /** A number that does not exist is null in JSON, and NaN here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Part(Double negElbo) {
    double value() {
      return negElbo == null ? Double.NaN : negElbo;
    }
  }

  /** The file in this folder; none of its lines is kept yet. */
  MetricsFile(RunFolder folder) {
    this.folder = folder;
  }

  /** Whether this file came to no epoch but of the start; not so for what is no metrics. */
  static boolean beforeEpochs(Path file) {
    try {
      return RunFolder.text(file)
          .lines()
          .allMatch(
              line -> Json.read(file.toString(), line, ObjectNode.class, RULE, "").has(START));
    } catch (IllegalArgumentException foreign) {
      return false;
    }
  }

  /** Adds a line, and writes all there are. */
  void add(Object line) {
    lines.add(Json.line(line));
    folder.write(NAME, String.join("\n", lines) + "\n");
  }

  /** Keeps what is there of the start up to an epoch. */
  void keepStart(int last) {
    keep(line -> line.has(START) && line.get(START).asInt() <= last);
  }

  /** Keeps all of the start that is there, and what follows up to an epoch. */
  void keep(int last) {
    keep(line -> !line.has(EPOCH) || line.get(EPOCH).asInt() <= last);
  }

  private void keep(Predicate<ObjectNode> wanted) {
    lines.clear();
    text().filter(line -> wanted.test(read(line, ObjectNode.class))).forEach(lines::add);
  }

  /** The epochs of the start. */
  List<RunView.Epoch> starts() {
    return having(START).map(line -> read(line, Start.class).view()).toList();
  }

  /** The epochs of the run. */
  List<RunView.Epoch> epochs() {
    return having(EPOCH).map(line -> read(line, Epoch.class).view()).toList();
  }

  private Stream<String> having(String key) {
    return text().filter(line -> read(line, ObjectNode.class).has(key));
  }

  private Stream<String> text() {
    return folder.has(NAME) ? folder.read(NAME).lines() : Stream.empty();
  }

  private <T> T read(String line, Class<T> type) {
    return Json.read(folder.file(NAME).toString(), line, type, RULE, REMEDY);
  }
}
