package org.vae4j.cli.page;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;
import org.vae4j.cli.report.DiagnosticsReport;

/** How evenly the components of mixture priors are used. */
final class ComponentsFigure {
  private static final String TITLE = "Use of the prior's components";
  private static final double HEIGHT = 250;

  private ComponentsFigure() {}

  /** A panel for each prior that has components. */
  static Element of(Cast cast) {
    List<Element> panels = cast.each(ComponentsFigure::has, prior -> panel(cast, prior));
    String without = cast.without(ComponentsFigure::has);
    if (panels.isEmpty()) {
      return Figure.absent(TITLE, "No bars: " + without + " has no components.");
    }
    return Figure.of(
        TITLE,
        List.of(
            Legend.entry("share of a component", Marks.rectangle(7, 2, 21, 12).classed("bar ink")),
            Legend.entry("equal shares", Marks.line(1, 7, 27, 7).classed("zero"))),
        panels,
        "Components from the most to the least used; the height is the mean responsibility p(c|z)"
            + " over codes of training examples. All at the dashed line would be equal use; a"
            + " component is dead if no example at all gives it half of an equal share."
            + (without.isEmpty() ? "" : " Without components: " + without + ".")
            + cast.firstSeeds());
  }

  private static boolean has(RunView run) {
    return run.report().diagnostics().components() != null;
  }

  private static Element panel(Cast cast, Series prior) {
    RunView run = cast.first(prior);
    double width = Figure.width(cast.count(ComponentsFigure::has));
    DiagnosticsReport.Components use = run.report().diagnostics().components();
    double[] rising = Arrays.stream(use.shares()).filter(Double::isFinite).sorted().toArray();
    double equal = 1.0 / use.count();
    Plot plot =
        Plot.of(
            width,
            HEIGHT,
            "component, by its share",
            Scale.whole(1, use.count(), 0.75),
            "share of codes",
            Scale.linear(
                    DoubleStream.concat(DoubleStream.of(0, 1.5 * equal), Arrays.stream(rising)))
                .from(0));
    for (int rank = 1; rank <= rising.length; rank++) {
      double share = rising[rising.length - rank];
      plot.add(
          Marks.rectangle(
                  plot.x(rank - plot.halfBar()),
                  plot.y(0),
                  plot.x(rank + plot.halfBar()),
                  plot.y(share))
              .classed("bar " + prior.colour()));
    }
    plot.level(equal, "zero");
    String says =
        "%d components, %d dead, as many as %s of equal share"
            .formatted(use.count(), use.dead(), Numbers.rounded(use.effective(), 1));
    Element drawing =
        plot.drawing("components-" + prior.index(), TITLE + ", " + prior.name(), says);
    return Figure.panel(prior.name() + ": " + says, drawing);
  }
}
