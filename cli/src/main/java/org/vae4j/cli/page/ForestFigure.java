package org.vae4j.cli.page;

import java.util.List;
import java.util.stream.DoubleStream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;
import org.vae4j.cli.report.Difference;
import org.vae4j.cli.report.Finding;

/** The paired differences of all priors to the first, with their intervals. */
final class ForestFigure {
  private static final double ROW = 44;

  private ForestFigure() {}

  /** One row for each difference. */
  static Element of(Cast cast, List<Difference> differences) {
    if (differences.isEmpty()) {
      return Figure.absent(
          "Paired differences",
          "No differences: there is one prior, and nothing to hold it against.");
    }
    String versus = differences.get(0).versus();
    String title = "Test NLL less that of " + versus;
    Plot plot =
        Plot.ofRows(
            Figure.WIDTH,
            ROW,
            "difference of NLL, nats per example; left of 0 is better",
            Scale.linear(DoubleStream.concat(DoubleStream.of(0), ends(differences))),
            differences.stream().map(Difference::prior).toList());
    plot.upright(0, "zero");
    for (int row = 0; row < differences.size(); row++) {
      row(plot, row, sign(cast, differences.get(row)), differences.get(row));
    }
    String said = String.join(" ", differences.stream().map(Finding::sentence).toList());
    return Figure.of(
        title,
        keys(differences),
        List.of(plot.drawing("forest", title, said)),
        caption(differences));
  }

  private static Series sign(Cast cast, Difference difference) {
    return cast.priors().stream()
        .filter(series -> series.name().equals(difference.prior()))
        .findFirst()
        .orElseThrow();
  }

  private static DoubleStream ends(List<Difference> differences) {
    return differences.stream()
        .flatMapToDouble(
            d ->
                DoubleStream.concat(
                    DoubleStream.of(d.mean(), d.interval().low(), d.interval().high()),
                    d.bySeed().stream().mapToDouble(Double::doubleValue)));
  }

  private static void row(Plot plot, int row, Series series, Difference d) {
    if (!Double.isFinite(d.mean())) {
      return;
    }
    double y = plot.y(row);
    if (Double.isFinite(d.error())) {
      plot.add(bar(plot, y, d.interval().low(), d.interval().high(), "line thin ", series));
      plot.add(bar(plot, y, d.mean() - d.error(), d.mean() + d.error(), "line thick ", series));
    }
    if (d.bySeed().size() > 1) {
      for (double mean : d.bySeed()) {
        plot.add(seed(plot.x(mean), y + 11, series.colour()));
      }
    }
    plot.add(Marks.saying(series.marker(plot.x(d.mean()), y), Finding.sentence(d)));
  }

  private static Element bar(
      Plot plot, double y, double from, double to, String how, Series series) {
    return Marks.line(plot.x(from), y, plot.x(to), y).classed(how + series.colour());
  }

  private static Element seed(double x, double y, String colour) {
    return Element.of("circle")
        .with("cx", x)
        .with("cy", y)
        .with("r", "2.6")
        .classed("seed " + colour);
  }

  private static List<Element> keys(List<Difference> differences) {
    Element mean = Legend.entry("mean", new Series("", 0).marker(14, 7).classed("mark ink"));
    Element one =
        Legend.entry("± 1 standard error", Marks.line(1, 7, 27, 7).classed("line thick ink"));
    Element interval =
        Legend.entry("the interval of the claim", Marks.line(1, 7, 27, 7).classed("line thin ink"));
    return differences.get(0).seeds() == 1
        ? List.of(mean, one, interval)
        : List.of(mean, one, interval, Legend.entry("one seed", seed(14, 7, "ink")));
  }

  private static String caption(List<Difference> differences) {
    Difference any = differences.get(0);
    return "Both priors saw the same "
        + Numbers.count(any.images())
        + " test examples and, seed by seed, the same start, order and noise, so the difference is"
        + " taken example by example: what is hard for all cancels. Left of 0, the prior is better"
        + " than "
        + any.versus()
        + ". A thin bar that reaches 0 leaves open which one is better. "
        + Finding.reach(any);
  }
}
