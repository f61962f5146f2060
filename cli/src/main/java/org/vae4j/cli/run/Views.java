package org.vae4j.cli.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.vae4j.cli.page.ComparisonPage;
import org.vae4j.cli.page.RunPage;
import org.vae4j.cli.page.RunView;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.Pictures;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.terminal.Json;

/** What pages show of the files in run folders. */
final class Views {
  private Views() {}

  /** What a page needs of a line in {@code metrics.jsonl}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Line(int epoch, Part train, Part validation) {
    /** A number that does not exist is null in JSON, and NaN here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Part(Double negElbo) {
      double value() {
        return negElbo == null ? Double.NaN : negElbo;
      }
    }

    RunView.Epoch view() {
      return new RunView.Epoch(epoch, train.value(), validation.value());
    }
  }

  /** A run by its files, which a page finds under {@code name}. */
  static RunView of(String name, RunFolder folder, RunReport report) {
    return new RunView(
        name,
        report,
        epochs(folder),
        folder.bytes(Pictures.SAMPLES),
        folder.bytes(Pictures.RECONSTRUCTIONS));
  }

  /** The epochs that a folder has metrics of. */
  static List<RunView.Epoch> epochs(RunFolder folder) {
    if (!folder.has(Run.METRICS)) {
      return List.of();
    }
    String where = folder.file(Run.METRICS).toString();
    return folder
        .read(Run.METRICS)
        .lines()
        .map(line -> Json.read(where, line, Line.class, "metrics of this version", "").view())
        .toList();
  }

  /** Writes the page of a comparison beside it; its runs are in folders within. */
  static void write(RunFolder folder, Comparison comparison, List<Comparison.Outcome> outcomes) {
    List<RunView> views =
        outcomes.stream()
            .map(o -> of(o.folder(), RunFolder.open(folder.file(o.folder())), o.report()))
            .toList();
    folder.write(RunPage.FILE, ComparisonPage.of(comparison, views));
  }

  /** Writes the page of a run beside its report. */
  static void write(RunFolder folder, RunReport report) {
    folder.write(RunPage.FILE, RunPage.of(of("", folder, report)));
  }
}
