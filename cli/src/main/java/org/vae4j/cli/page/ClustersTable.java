package org.vae4j.cli.page;

import java.util.List;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Text;
import org.vae4j.models.evaluate.Clustering;

/** How well the components of mixture priors agree with labels, in numbers. */
final class ClustersTable {
  private ClustersTable() {}

  /** A line for each run that has both. */
  static Element of(Cast cast) {
    List<RunView> runs =
        cast.runs().stream().filter(run -> run.report().test().clustering() != null).toList();
    if (runs.isEmpty()) {
      return Figure.absent(
          "Components as clusters", "No numbers: they need components and labelled test examples.");
    }
    return Element.of(
        "figure",
        Element.of("h3", "Components as clusters"),
        Cells.table(
            List.of("run", "accuracy", "purity", "NMI", "adjusted Rand index"),
            runs.stream().map(run -> row(cast, run)).toList()),
        Element.of(
            "figcaption",
            "Each test example goes to its most responsible component; labels were not seen in"
                + " training. Accuracy: components and labels matched one to one. Purity: each"
                + " component by its most frequent label, which many components make easy. NMI, the"
                + " normalised mutual information, and the adjusted Rand index are 1 for agreement;"
                + " chance gives the index 0."));
  }

  private static Element row(Cast cast, RunView run) {
    Clustering found = run.report().test().clustering();
    return Cells.row(
        new Text(cast.name(run)),
        Cells.percent(found.accuracy()),
        Cells.percent(found.purity()),
        Cells.number(found.normalizedMutualInformation(), 3),
        Cells.number(found.adjustedRandIndex(), 3));
  }
}
