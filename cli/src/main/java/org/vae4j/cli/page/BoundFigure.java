package org.vae4j.cli.page;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;
import org.vae4j.models.evaluate.LogLikelihood;

/** The importance-sampled NLL by the number of samples. */
final class BoundFigure {
  private static final String TITLE = "Test NLL by importance samples";

  private BoundFigure() {}

  /** The curves of all runs. */
  static Element of(Cast cast) {
    Plot plot =
        Plot.of(
            Figure.WIDTH,
            Figure.HEIGHT,
            "importance samples S of each example",
            Scale.logarithmic(points(cast).mapToDouble(LogLikelihood.Point::samples)),
            "NLL bound, nats per example",
            Scale.linear(points(cast).flatMapToDouble(BoundFigure::ends)));
    cast.runs().forEach(run -> curve(plot, cast.series(run), run));
    Element drawing = plot.drawing("bound", TITLE, description(cast));
    return Figure.of(
        TITLE,
        cast.keys(),
        List.of(drawing),
        "Lower is better. With S samples the estimate is, in expectation, a bound on −log p(x) from"
            + " above that tightens as S grows: where the curve is still falling at its right end,"
            + " the NLL in the table is too high by what is yet to come, and priors compare only as"
            + " far as their curves are flat. Upright strokes: one standard error over test"
            + " examples to each side. All points are of the same samples.");
  }

  private static Stream<LogLikelihood.Point> points(Cast cast) {
    return cast.runs().stream().flatMap(run -> points(run).stream());
  }

  private static List<LogLikelihood.Point> points(RunView run) {
    return run.report().diagnostics().importanceSampling().curve();
  }

  private static DoubleStream ends(LogLikelihood.Point point) {
    double error = finite(point.standardError());
    return DoubleStream.of(point.nll() - error, point.nll() + error);
  }

  private static double finite(double error) {
    return Double.isFinite(error) ? error : 0;
  }

  private static void curve(Plot plot, Series series, RunView run) {
    List<LogLikelihood.Point> points =
        points(run).stream().filter(point -> Double.isFinite(point.nll())).toList();
    List<Plot.Point> places = points.stream().map(p -> plot.at(p.samples(), p.nll())).toList();
    if (places.size() > 1) {
      plot.add(series.line("", places));
    }
    for (LogLikelihood.Point point : points) {
      double x = plot.x(point.samples());
      double error = finite(point.standardError());
      plot.add(
          Marks.line(x, plot.y(point.nll() - error), x, plot.y(point.nll() + error))
              .classed("line thin " + series.colour()));
      plot.add(Marks.saying(series.marker(x, plot.y(point.nll())), says(run, point)));
    }
  }

  private static String says(RunView run, LogLikelihood.Point point) {
    return "%s: %s ± %s nats with %d samples"
        .formatted(
            run.title(),
            Numbers.rounded(point.nll(), 2),
            Numbers.rounded(point.standardError(), 2),
            point.samples());
  }

  private static String description(Cast cast) {
    return String.join(
        "; ",
        cast.runs().stream()
            .map(run -> says(run, points(run).get(points(run).size() - 1)))
            .toList());
  }
}
