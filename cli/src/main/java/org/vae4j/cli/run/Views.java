package org.vae4j.cli.run;

import java.util.List;
import org.vae4j.cli.page.ComparisonPage;
import org.vae4j.cli.page.RunPage;
import org.vae4j.cli.page.RunView;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.Pictures;
import org.vae4j.cli.report.RunReport;

/** What pages show of the files in run folders. */
final class Views {
  private Views() {}

  /** A run by its files, which a page finds under {@code name}. */
  static RunView of(String name, RunFolder folder, RunReport report) {
    MetricsFile metrics = new MetricsFile(folder);
    return new RunView(
        name,
        report,
        metrics.starts(),
        metrics.epochs(),
        folder.bytes(Pictures.SAMPLES),
        folder.bytes(Pictures.RECONSTRUCTIONS));
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
