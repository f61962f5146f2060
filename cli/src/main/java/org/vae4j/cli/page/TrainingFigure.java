package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;

/** -ELBO by epoch, on training and on validation examples. */
final class TrainingFigure {
  private static final String TITLE = "−ELBO by epoch";
  private static final String UNIT = "−ELBO, nats per example";

  /** From so many epochs on their second half is drawn again by itself. */
  private static final int MANY = 6;

  private static final int FEW = 3;

  private final Cast cast;
  private final int last;

  private TrainingFigure(Cast cast) {
    this.cast = cast;
    this.last =
        cast.runs().stream()
            .flatMap(r -> r.epochs().stream())
            .mapToInt(RunView.Epoch::number)
            .max()
            .orElse(0);
  }

  /** The curves of all runs. */
  static Element of(Cast cast) {
    return new TrainingFigure(cast).figure();
  }

  private Element figure() {
    if (last == 0) {
      return Figure.absent(TITLE, "No curves: metrics.jsonl of the training is not there.");
    }
    if (values(1).noneMatch(Double::isFinite)) {
      return Figure.absent(TITLE, "No curves: no value in metrics.jsonl is a number.");
    }
    boolean crowded = cast.priors().size() > Series.COLOURS;
    List<Element> keys = crowded ? new ArrayList<>() : cast.keys();
    keys.add(Legend.entry("validation", Marks.line(1, 7, 27, 7).classed("line ink")));
    keys.add(Legend.entry("training", Marks.line(1, 7, 27, 7).classed("line ink faint")));
    keys.add(Legend.entry("the epoch that was tested", ring(14, 7)));
    if (crowded) {
      keys.add(Legend.entry("other priors", Marks.line(1, 7, 27, 7).classed("line context")));
      return Figure.gallery(TITLE, keys, priors(), caption(false));
    }
    boolean halves = last >= MANY;
    return Figure.of(TITLE, keys, halves ? halves() : List.of(whole()), caption(halves));
  }

  private Element whole() {
    return plot("training", 1, Figure.WIDTH, cast.runs());
  }

  private List<Element> halves() {
    return List.of(
        Figure.panel("all epochs", plot("training", 1, Figure.HALF, cast.runs())),
        Figure.panel(
            "the second half", plot("training-end", last / 2 + 1, Figure.HALF, cast.runs())));
  }

  /** A drawing for each prior, from the middle on, with all others behind it. */
  private List<Element> priors() {
    int from = last >= MANY ? last / 2 + 1 : 1;
    return cast.priors().stream()
        .map(
            prior ->
                Figure.panel(
                    prior.name() + (from == 1 ? "" : ", from epoch " + from),
                    plot("training-" + prior.index(), from, Figure.THIRD, cast.runs(prior))))
        .toList();
  }

  private String caption(boolean halves) {
    return "Lower is better. Strong lines: validation examples at the end of an epoch. Faint lines:"
        + " training examples as they were met, so with the weights of that moment; where they fall"
        + " on while the strong ones rise, the model has begun to learn by heart. While the KL is"
        + " warmed up, training minimises something else than what is drawn."
        + (cast.severalSeeds() ? " One line for each seed." : "")
        + (halves ? " On the right the same again from the middle on, at a scale of its own." : "");
  }

  private Element plot(String id, int from, double width, List<RunView> shown) {
    Plot plot =
        Plot.of(
            width,
            Math.min(Figure.HEIGHT, 0.8 * width),
            "epoch",
            epochs(from),
            UNIT,
            Scale.linear(values(from)));
    cast.runs().stream()
        .filter(run -> !shown.contains(run))
        .forEach(
            run ->
                plot.add(
                    Marks.line(places(plot, run.epochs(), from, RunView.Epoch::validation))
                        .classed("line context")));
    shown.forEach(run -> lines(plot, run, from));
    shown.forEach(run -> tested(plot, run, from));
    return plot.drawing(id, TITLE + " from epoch " + from, description(shown));
  }

  private Scale epochs(int from) {
    return Scale.whole(from, last, from == last ? 0.5 : 0.02 * (last - from));
  }

  private DoubleStream values(int from) {
    return cast.runs().stream()
        .flatMap(run -> run.epochs().stream())
        .filter(line -> line.number() >= from)
        .flatMapToDouble(line -> DoubleStream.of(line.train(), line.validation()));
  }

  private void lines(Plot plot, RunView run, int from) {
    curve(plot, run, "faint", from, RunView.Epoch::train);
    curve(plot, run, "", from, RunView.Epoch::validation);
  }

  private void curve(
      Plot plot, RunView run, String more, int from, ToDoubleFunction<RunView.Epoch> value) {
    Series series = cast.series(run);
    List<Plot.Point> places = places(plot, run.epochs(), from, value);
    if (places.size() > 1) {
      plot.add(series.line(more, places));
    }
    if (places.size() <= FEW) {
      places.forEach(place -> plot.add(series.marker(place.x(), place.y(), more)));
    }
  }

  private static List<Plot.Point> places(
      Plot plot, List<RunView.Epoch> epochs, int from, ToDoubleFunction<RunView.Epoch> value) {
    return epochs.stream()
        .filter(epoch -> epoch.number() >= from && Double.isFinite(value.applyAsDouble(epoch)))
        .map(epoch -> plot.at(epoch.number(), value.applyAsDouble(epoch)))
        .toList();
  }

  private void tested(Plot plot, RunView run, int from) {
    run.epochs().stream()
        .filter(line -> line.number() == run.report().epoch() && line.number() >= from)
        .filter(line -> Double.isFinite(line.validation()))
        .forEach(
            line -> {
              Plot.Point at = plot.at(line.number(), line.validation());
              String says =
                  "%s: epoch %d was tested; validation −ELBO %s nats"
                      .formatted(run.title(), line.number(), Numbers.rounded(line.validation(), 2));
              plot.add(Marks.saying(ring(at.x(), at.y()), says));
            });
  }

  private static Element ring(double x, double y) {
    return Element.of("circle").with("cx", x).with("cy", y).with("r", 5.5).classed("ring");
  }

  private static String description(List<RunView> shown) {
    StringBuilder text = new StringBuilder("Validation −ELBO after the last epoch, in nats:");
    for (RunView run : shown) {
      if (!run.epochs().isEmpty()) {
        RunView.Epoch line = run.epochs().get(run.epochs().size() - 1);
        text.append(' ').append(run.title()).append(' ');
        text.append(Numbers.rounded(line.validation(), 2)).append(';');
      }
    }
    return text.toString();
  }
}
