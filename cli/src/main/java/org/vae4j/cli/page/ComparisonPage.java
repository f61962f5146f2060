package org.vae4j.cli.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Text;
import org.vae4j.cli.config.Values;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.Difference;
import org.vae4j.cli.report.Finding;
import org.vae4j.cli.report.RunReport;

/** {@code report.html} of a comparison. */
public final class ComparisonPage {
  private static final int MOST_SENTENCES = 3;

  private final Comparison comparison;
  private final Cast cast;

  private ComparisonPage(Comparison comparison, List<RunView> runs) {
    this.comparison = comparison;
    this.cast = Cast.of(runs);
  }

  /** The page of a comparison of these runs. */
  public static String of(Comparison comparison, List<RunView> runs) {
    return new ComparisonPage(comparison, runs).text();
  }

  private String text() {
    Map<String, Object> config = comparison.protocol().config();
    Page page =
        new Page(
            "Priors on " + RunPage.data(config),
            headline(),
            Element.of("p", lead()).classed("lead"),
            Element.of("p", protocol()).classed("facts"));
    page.section("results", "Results", table())
        .section(
            "differences",
            "Differences",
            ForestFigure.of(cast, comparison.nllDifferences()),
            differences());
    RunPage.sections(page, cast);
    return page.section("diagnostics", "Diagnostics", SymptomsList.of(cast))
        .section(
            "settings",
            "Settings",
            Invocation.elements(Invocation.command(config), config).toArray(Node[]::new))
        .section("runs", "Runs", runs())
        .finish(cast.runs().get(0).report().provenance());
  }

  private String headline() {
    return comparison.headline().isEmpty()
        ? comparison.priors().get(0).prior() + " alone: nothing to hold it against"
        : comparison.headline();
  }

  /** What else the differences say, where that is short, and what all of it rests on. */
  private String lead() {
    List<Difference> differences = comparison.nllDifferences();
    if (differences.isEmpty()) {
      return "";
    }
    List<String> sentences = new ArrayList<>(differences.stream().map(Finding::sentence).toList());
    sentences.remove(comparison.headline());
    if (sentences.size() > MOST_SENTENCES) {
      sentences.clear();
    }
    sentences.add(Finding.reach(differences.get(0)));
    return String.join(" ", sentences);
  }

  private String protocol() {
    Comparison.Protocol protocol = comparison.protocol();
    Map<String, Object> config = protocol.config();
    return "%s training, %s validation and %s test examples, %s likelihood; up to %s %s, %s %s"
            .formatted(
                Numbers.count(protocol.trainImages()),
                Numbers.count(protocol.validImages()),
                Numbers.count(protocol.testImages()),
                config.get("likelihood"),
                config.get("epochs"),
                config.get("epochs").equals(1) ? "epoch" : "epochs",
                cast.severalSeeds() ? "seeds" : "seed",
                Values.text(config.get("seeds")))
        + "; same data, network, budget and noise for all priors.";
  }

  private Element table() {
    boolean seeds = cast.severalSeeds();
    List<String> headings =
        List.of(
            "prior",
            "−ELBO",
            "reconstruction",
            "KL",
            "NLL",
            "active units",
            "effective samples",
            "seconds");
    List<Element> rows = comparison.priors().stream().map(prior -> row(prior, seeds)).toList();
    return Element.of(
        "figure", Cells.table(headings, rows), Element.of("figcaption", tableCaption(seeds)));
  }

  private String tableCaption(boolean seeds) {
    return "Means over test examples, in nats per example; lower is better for −ELBO ="
        + " reconstruction + KL and for NLL, the estimate of −log p(x) by "
        + comparison.protocol().config().get("importance-samples")
        + " importance samples. "
        + (seeds
            ? "± is the standard deviation over seeds."
            : "± is the standard error over test examples; for differences it is too large, since"
                + " all priors saw the same ones: see below.")
        + " Effective samples: the median over test examples. Seconds are of training, with little of"
        + " Java's warming up in them: it began on models that were thrown away.";
  }

  private Element row(Comparison.Summary prior, boolean seeds) {
    List<Node> cells = new ArrayList<>();
    cells.add(Cells.spread(prior.negElbo(), 2));
    cells.add(Cells.spread(prior.reconstruction(), 2));
    cells.add(Cells.spread(prior.kl(), 2));
    cells.add(
        seeds
            ? Cells.spread(prior.nll(), 2)
            : Cells.uncertain(prior.nll().mean(), prior.nllStandardError(), 2));
    cells.add(Cells.spread(prior.activeUnits(), seeds ? 1 : 0));
    cells.add(Cells.spread(prior.effectiveSamples(), 1));
    cells.add(Cells.spread(prior.seconds(), 1));
    return Cells.row(new Text(prior.prior()), cells.toArray(Node[]::new));
  }

  private Element differences() {
    List<Element> rows =
        comparison.nllDifferences().stream().map(ComparisonPage::difference).toList();
    return rows.isEmpty()
        ? Element.of("div")
        : Cells.table(
            List.of(
                "NLL of a less that of b",
                "mean",
                "standard error over examples",
                "over seeds",
                "interval",
                "clear"),
            rows);
  }

  private static Element difference(Difference d) {
    return Cells.row(
        new Text(d.prior() + " − " + d.versus()),
        Cells.number(d.mean(), 3),
        Cells.number(d.standardError(), 3),
        Cells.number(d.seedStandardError(), 3),
        Element.of(
            "span",
            Cells.number(d.interval().low(), 2),
            new Text(" to "),
            Cells.number(d.interval().high(), 2)),
        new Text(d.clear() ? "yes" : "no"));
  }

  private Element runs() {
    List<Element> rows = cast.runs().stream().map(ComparisonPage::run).toList();
    return Element.of(
        "figure",
        Cells.table(
            List.of("run", "epoch tested", "−ELBO", "NLL", "active units", "seconds", "files"),
            rows),
        Element.of(
            "figcaption",
            "Each folder holds report.json, this run's own page, metrics of each epoch, the test"
                + " example by example (test.csv) and a checkpoint. comparison.json beside this page"
                + " has all of its numbers in full, comparison.csv a line for each run."));
  }

  private static Element run(RunView run) {
    RunReport report = run.report();
    return Cells.row(
        new Text(run.title()),
        Cells.count(report.epoch()),
        Cells.number(report.test().negElbo(), 2),
        Cells.uncertain(report.test().nll(), report.test().nllStandardError(), 2),
        Cells.count(report.test().activeUnits()),
        Cells.number(report.seconds(), 1),
        Element.of("a", run.folder()).with("href", link(run.folder()) + "/" + RunPage.FILE));
  }

  /** A folder as a relative address. */
  private static String link(String folder) {
    try {
      return new URI(null, null, "./" + folder, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
