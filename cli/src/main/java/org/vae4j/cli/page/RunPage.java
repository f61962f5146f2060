package org.vae4j.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Text;
import org.vae4j.cli.report.RunReport;
import org.vae4j.models.evaluate.SampleDistance;

/** {@code report.html} of one run. */
public final class RunPage {
  /** Its name in a run folder. */
  public static final String FILE = "report.html";

  /** Its name where a run was tested again. */
  public static final String EVALUATION = "evaluation.html";

  private RunPage() {}

  /** The page of a run that was trained. */
  public static String of(RunView run) {
    return of(run, Invocation.command(run.report().config()));
  }

  /** The page of a run that was tested again. */
  public static String again(RunView run) {
    return of(run, Invocation.again(run.report()));
  }

  private static String of(RunView run, String command) {
    RunReport report = run.report();
    Cast cast = Cast.of(List.of(run));
    Page page =
        new Page(
            run.prior() + " on " + data(report.config()),
            headline(report),
            Element.of("p", bound(report)).classed("lead"));
    page.section("results", "Results", table(report));
    sections(page, cast);
    return page.section("diagnostics", "Diagnostics", SymptomsList.of(cast))
        .section(
            "settings",
            "Settings",
            Invocation.elements(command, report.config()).toArray(Node[]::new))
        .finish(report.provenance());
  }

  /** What one run and several have in common. */
  static void sections(Page page, Cast cast) {
    page.section("training", "Training", TrainingFigure.of(cast))
        .section("codes", "Codes", CodesTable.of(cast), KlFigure.of(cast), UnitsFigure.of(cast))
        .section("components", "Components", ComponentsFigure.of(cast), ClustersTable.of(cast))
        .section("bound", "Importance sampling", BoundFigure.of(cast))
        .section(
            "pictures",
            "Pictures",
            PicturesFigure.samples(cast),
            PicturesFigure.reconstructions(cast));
  }

  /** The name of the data set, or of its folder. */
  static String data(Map<String, Object> config) {
    Path last = Path.of((String) config.get("data")).getFileName();
    return last == null ? "the root folder" : last.toString();
  }

  private static String headline(RunReport report) {
    RunReport.Test test = report.test();
    return "%s reaches a test NLL of %s ± %s nats per example"
        .formatted(
            report.prior(),
            Numbers.rounded(orNone(test.nll()), 2),
            Numbers.rounded(orNone(test.nllStandardError()), 2));
  }

  private static double orNone(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static String bound(RunReport report) {
    RunReport.Test test = report.test();
    return "By "
        + Numbers.count(test.importanceSamples())
        + " importance samples for each of "
        + Numbers.count(test.examples())
        + " test examples, in expectation a bound from above; ± is one standard error over examples."
        + " It speaks of this trained model: how others of the same settings would do, only several"
        + " seeds can tell."
        + (test.noBound() == null
            ? ""
            : " The objective bounds no likelihood: " + test.noBound() + ".");
  }

  private static Element table(RunReport report) {
    RunReport.Test test = report.test();
    List<Element> rows = new ArrayList<>();
    rows.add(row("−ELBO", Cells.number(test.negElbo(), 2)));
    if (test.bound() != null && !report.config().get("objective").equals("elbo")) {
      rows.add(row("bound of " + report.config().get("objective"), Cells.number(test.bound(), 2)));
    }
    rows.add(row("reconstruction", Cells.number(test.reconstruction(), 2)));
    rows.add(row("KL", Cells.number(test.kl(), 2)));
    rows.add(
        row("NLL by importance sampling", Cells.uncertain(test.nll(), test.nllStandardError(), 2)));
    rows.add(row("active units", Cells.count(test.activeUnits())));
    if (report.quality() != null) {
      quality(rows, report.quality());
    }
    rows.add(row("epoch that was tested", Cells.count(report.epoch())));
    rows.add(row("seconds", Cells.number(report.seconds(), 1)));
    return Element.of(
        "figure",
        Cells.table(List.of("on test examples", "nats per example unless said"), rows),
        Element.of(
            "figcaption",
            "−ELBO is reconstruction plus KL, and an upper bound of the NLL; of these two lower"
                + " is better. A lower KL alone is not: it is 0 where the codes say nothing."));
  }

  private static void quality(List<Element> rows, RunReport.Quality quality) {
    if (quality.probeAccuracy() != null) {
      rows.add(row("linear probe of codes: accuracy", Cells.percent(quality.probeAccuracy())));
    }
    gap(rows, "samples", quality.distances().samples());
    gap(rows, "means of p(x|z)", quality.distances().means());
    gap(rows, "training examples", quality.distances().data());
  }

  private static void gap(List<Element> rows, String what, SampleDistance.Gap gap) {
    if (gap != null) {
      rows.add(row("MMD² of " + what, Cells.number(gap.mmd(), 4)));
      rows.add(row("sliced Wasserstein of " + what, Cells.number(gap.slicedWasserstein(), 4)));
    }
  }

  private static Element row(String name, Node value) {
    return Cells.row(new Text(name), value);
  }
}
