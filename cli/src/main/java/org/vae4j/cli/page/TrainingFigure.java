package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;
import org.vae4j.cli.chart.Marks;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;

/** -ELBO by epoch, on training and on validation examples. */
final class TrainingFigure {
  private static final String TITLE = "−ELBO by epoch";
  private static final String START_TITLE = "−ELBO by epoch of the start";
  private static final String UNIT = "−ELBO, nats per example";

  /** From so many epochs on their second half is drawn again by itself. */
  private static final int MANY = 6;

  private static final int FEW = 3;

  private static final String START =
      " These epochs, under N(0, I) in the place of the prior, come before the first of the others:"
          + " their −ELBO is another model's, and no epoch of theirs is tested.";

  private final Cast cast;
  private final boolean start;
  private final String title;
  private final int last;

  private TrainingFigure(Cast cast, boolean start) {
    this.cast = cast;
    this.start = start;
    this.title = start ? START_TITLE : TITLE;
    this.last =
        cast.runs().stream()
            .flatMap(run -> epochs(run).stream())
            .mapToInt(RunView.Epoch::number)
            .max()
            .orElse(0);
  }

  /** The curves of all runs, and before them those of their starts where they have one. */
  static Node[] of(Cast cast) {
    Element training = new TrainingFigure(cast, false).figure();
    return cast.runs().stream().allMatch(run -> run.starts().isEmpty())
        ? new Node[] {training}
        : new Node[] {new TrainingFigure(cast, true).figure(), training};
  }

  private List<RunView.Epoch> epochs(RunView run) {
    return start ? run.starts() : run.epochs();
  }

  private Element figure() {
    if (last == 0) {
      return Figure.absent(title, "No curves: metrics.jsonl of the training is not there.");
    }
    if (values(1).noneMatch(Double::isFinite)) {
      return Figure.absent(title, "No curves: no value in metrics.jsonl is a number.");
    }
    boolean crowded = cast.priors().size() > Series.COLOURS;
    List<Element> keys = crowded ? new ArrayList<>() : cast.keys();
    keys.add(Legend.entry("validation", Marks.line(1, 7, 27, 7).classed("line ink")));
    keys.add(Legend.entry("training", Marks.line(1, 7, 27, 7).classed("line ink faint")));
    if (!start) {
      keys.add(Legend.entry("the epoch that was tested", ring(14, 7)));
    }
    if (crowded) {
      keys.add(Legend.entry("other priors", Marks.line(1, 7, 27, 7).classed("line context")));
      return Figure.gallery(title, keys, priors(), caption(false));
    }
    boolean halves = last >= MANY;
    return Figure.of(title, keys, halves ? halves() : List.of(whole()), caption(halves));
  }

  private String id() {
    return start ? "start" : "training";
  }

  private Element whole() {
    return plot(id(), 1, Figure.WIDTH, cast.runs());
  }

  private List<Element> halves() {
    return List.of(
        Figure.panel("all epochs", plot(id(), 1, Figure.HALF, cast.runs())),
        Figure.panel(
            "the second half", plot(id() + "-end", last / 2 + 1, Figure.HALF, cast.runs())));
  }

  /** A drawing for each prior, from the middle on, with all others behind it. */
  private List<Element> priors() {
    int from = last >= MANY ? last / 2 + 1 : 1;
    return cast.priors().stream()
        .map(
            prior ->
                Figure.panel(
                    prior.name() + (from == 1 ? "" : ", from epoch " + from),
                    plot(id() + "-" + prior.index(), from, Figure.THIRD, cast.runs(prior))))
        .toList();
  }

  private String caption(boolean halves) {
    return "Lower is better. Strong lines: validation examples at the end of an epoch. Faint lines:"
        + " training examples as they were met, so with the weights of that moment; where they fall"
        + " on while the strong ones rise, the model has begun to learn by heart. While the KL is"
        + " warmed up, training minimises something else than what is drawn."
        + (start ? START : "")
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
                    Marks.line(places(plot, epochs(run), from, RunView.Epoch::validation))
                        .classed("line context")));
    shown.forEach(run -> lines(plot, run, from));
    if (!start) {
      shown.forEach(run -> tested(plot, run, from));
    }
    return plot.drawing(id, title + " from epoch " + from, description(shown));
  }

  private Scale epochs(int from) {
    return Scale.whole(from, last, from == last ? 0.5 : 0.02 * (last - from));
  }

  private DoubleStream values(int from) {
    return cast.runs().stream()
        .flatMap(run -> epochs(run).stream())
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
    List<Plot.Point> places = places(plot, epochs(run), from, value);
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

  private String description(List<RunView> shown) {
    StringBuilder text = new StringBuilder("Validation −ELBO after the last epoch, in nats:");
    for (RunView run : shown) {
      List<RunView.Epoch> epochs = epochs(run);
      if (!epochs.isEmpty()) {
        RunView.Epoch line = epochs.get(epochs.size() - 1);
        text.append(' ').append(run.title()).append(' ');
        text.append(Numbers.rounded(line.validation(), 2)).append(';');
      }
    }
    return text.toString();
  }
}
