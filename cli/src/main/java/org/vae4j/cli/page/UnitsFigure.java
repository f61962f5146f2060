package org.vae4j.cli.page;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;
import org.vae4j.cli.report.DiagnosticsReport;

/** How far the posterior mean of each dimension moves from example to example. */
final class UnitsFigure {
  private static final String TITLE = "Active units: variance of the posterior mean";

  /** Variances below are drawn here. */
  private static final double LEAST = 1e-8;

  private static final double FEW = 60;

  private UnitsFigure() {}

  /** The sorted variances of all runs. */
  static Element of(Cast cast) {
    double threshold = latents(cast.runs().get(0)).threshold();
    int most = cast.runs().stream().mapToInt(r -> latents(r).variances().length).max().orElse(1);
    Plot plot =
        Plot.of(
            Figure.WIDTH,
            Figure.HEIGHT,
            "latent dimension, by its variance",
            Scale.whole(1, most, 0.5),
            "variance over training examples",
            Scale.logarithmic(
                DoubleStream.concat(
                    DoubleStream.of(threshold / 2, threshold * 20),
                    cast.runs().stream().flatMapToDouble(r -> Arrays.stream(sorted(r))))));
    plot.level(threshold, "zero");
    cast.runs().forEach(run -> curve(plot, cast.series(run), run));
    List<Element> keys = cast.keys();
    keys.add(Legend.entry("threshold", Marks.line(1, 7, 27, 7).classed("zero")));
    String counts =
        cast.runs().stream()
            .map(
                r -> r.title() + " " + latents(r).active() + " of " + latents(r).variances().length)
            .collect(Collectors.joining("; "));
    return Figure.of(
        TITLE,
        keys,
        List.of(plot.drawing("units", TITLE, "Active: " + counts)),
        "Dimensions from the most to the least variable. Those above "
            + threshold
            + " are counted as active: their code moves with the example. A dimension far below says"
            + " the same of all examples, and z has one dimension more than the model uses.");
  }

  private static DiagnosticsReport.Latents latents(RunView run) {
    return run.report().diagnostics().latents();
  }

  private static double[] sorted(RunView run) {
    double[] rising =
        Arrays.stream(latents(run).variances())
            .filter(Double::isFinite)
            .map(variance -> Math.max(LEAST, variance))
            .sorted()
            .toArray();
    return IntStream.range(0, rising.length)
        .mapToDouble(i -> rising[rising.length - 1 - i])
        .toArray();
  }

  private static void curve(Plot plot, Series series, RunView run) {
    double[] variances = sorted(run);
    List<Plot.Point> places =
        IntStream.range(0, variances.length).mapToObj(i -> plot.at(i + 1, variances[i])).toList();
    if (places.size() > 1) {
      plot.add(series.line("", places));
    }
    if (places.size() <= FEW) {
      places.forEach(place -> plot.add(series.marker(place.x(), place.y())));
    }
  }
}
