package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;
import org.vae4j.models.evaluate.KlByDimension;

/** The KL of each latent dimension, by term, for priors whose KL has such. */
final class KlFigure {
  private static final String TITLE = "KL by latent dimension";
  private static final List<String> TERMS = List.of("mean", "variance", "log-determinant");
  private static final double HEIGHT = 270;

  private KlFigure() {}

  /** A panel for each prior that has terms. */
  static Element of(Cast cast) {
    List<Element> panels = cast.each(KlFigure::has, prior -> panel(cast, prior));
    String without = cast.without(KlFigure::has);
    String rest =
        without.isEmpty()
            ? ""
            : " "
                + without
                + ": not drawn, since its density is no product over dimensions and its KL no sum"
                + " over them; the table of codes has its parts.";
    if (panels.isEmpty()) {
      return Figure.absent(TITLE, "No bars." + rest);
    }
    return Figure.of(
        TITLE,
        keys(),
        panels,
        "Dimensions from the largest KL to the smallest; bars are the terms of the closed KL, mean"
            + " over test examples, and the dot is their sum. A dimension at 0 equals the prior for"
            + " every example and carries nothing. The variance term is below 0 where q(z|x) is"
            + " narrower than the prior, and the log-determinant then above."
            + rest
            + cast.firstSeeds());
  }

  private static boolean has(RunView run) {
    return run.report().diagnostics().kl().byDimension() != null;
  }

  private static List<Element> keys() {
    List<Element> keys =
        new ArrayList<>(
            IntStream.range(0, TERMS.size())
                .mapToObj(
                    i ->
                        Legend.entry(
                            TERMS.get(i), Marks.rectangle(7, 2, 21, 12).classed("bar t" + i)))
                .toList());
    keys.add(Legend.entry("their sum", dot(14, 7, 2.6)));
    return keys;
  }

  private static Element dot(double x, double y, double radius) {
    return Element.of("circle").with("cx", x).with("cy", y).with("r", radius).classed("sum");
  }

  private static Element panel(Cast cast, Series prior) {
    RunView run = cast.first(prior);
    double width = Figure.width(cast.count(KlFigure::has));
    KlByDimension terms = run.report().diagnostics().kl().byDimension();
    double[] kl = run.report().diagnostics().kl().dimensions();
    int[] order =
        IntStream.range(0, kl.length)
            .boxed()
            .sorted(Comparator.comparingDouble(d -> -kl[d]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] parts = {terms.mean(), terms.variance(), terms.logDeterminant()};
    Plot plot =
        Plot.of(
            width,
            HEIGHT,
            "latent dimension, by its KL",
            Scale.whole(1, kl.length, 0.75),
            "KL, nats per example",
            Scale.linear(DoubleStream.concat(DoubleStream.of(0), ends(parts))));
    plot.level(0, "zero");
    for (int rank = 0; rank < order.length; rank++) {
      bars(plot, rank + 1, order[rank], parts, kl);
    }
    String says =
        "%s: the largest is %s nats, the smallest %s"
            .formatted(
                run.title(),
                Numbers.rounded(kl[order[0]], 3),
                Numbers.rounded(kl[order[order.length - 1]], 3));
    return Figure.panel(
        prior.name(), plot.drawing("kl-" + prior.index(), TITLE + ", " + prior.name(), says));
  }

  /** Of each dimension the sum of what is above 0, and of what is below. */
  private static DoubleStream ends(double[][] parts) {
    return IntStream.range(0, parts[0].length)
        .mapToObj(d -> Arrays.stream(parts).mapToDouble(part -> part[d]).toArray())
        .flatMapToDouble(
            stack ->
                DoubleStream.of(
                    Arrays.stream(stack).filter(v -> v > 0).sum(),
                    Arrays.stream(stack).filter(v -> v < 0).sum()));
  }

  private static void bars(Plot plot, int rank, int dimension, double[][] parts, double[] kl) {
    double above = 0;
    double below = 0;
    for (int term = 0; term < parts.length; term++) {
      double value = parts[term][dimension];
      if (!(Math.abs(value) > 0 && Double.isFinite(value))) {
        continue;
      }
      double from = value > 0 ? above : below;
      plot.add(
          Marks.saying(
              Marks.rectangle(
                      plot.x(rank - plot.halfBar()),
                      plot.y(from),
                      plot.x(rank + plot.halfBar()),
                      plot.y(from + value))
                  .classed("bar t" + term),
              "z%d, %s: %s nats"
                  .formatted(dimension + 1, TERMS.get(term), Numbers.rounded(value, 4))));
      above += Math.max(0, value);
      below += Math.min(0, value);
    }
    if (Double.isFinite(kl[dimension])) {
      double radius = Math.min(3.5, 1 + 60.0 / kl.length);
      plot.add(dot(plot.x(rank), plot.y(kl[dimension]), radius));
    }
  }
}
