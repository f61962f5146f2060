package org.vae4j.cli.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Plot;
import org.vae4j.cli.chart.Raster;
import org.vae4j.cli.chart.Scale;
import org.vae4j.cli.chart.Series;
import org.vae4j.cli.report.Pictures;

/** What models make up, and what they make of test images. */
final class PicturesFigure {
  private static final String SAMPLES = "Samples";
  private static final String RECONSTRUCTIONS = "Reconstructions";
  private static final double SIDE = 340;

  private PicturesFigure() {}

  /** Draws of each prior, decoded: images, or points over the true density. */
  static Element samples(Cast cast) {
    Optional<String> none = none(cast, RunView::samples);
    if (none.isPresent()) {
      return Figure.absent(SAMPLES, none.get());
    }
    return plane(facts(cast)) ? points(cast) : images(cast);
  }

  /** Test images, and below each what the model makes of it. */
  static Element reconstructions(Cast cast) {
    Optional<String> none = none(cast, RunView::reconstructions);
    if (none.isPresent()) {
      return Figure.absent(RECONSTRUCTIONS, none.get());
    }
    return Figure.gallery(
        RECONSTRUCTIONS,
        List.of(),
        cast.each(
            run -> run.reconstructions().isPresent(),
            prior ->
                picture(
                    prior,
                    cast.first(prior).reconstructions().orElseThrow(),
                    "test images in odd rows, their reconstructions under ")),
        "Odd rows: "
            + facts(cast).reconstructions()
            + " test images, the same for all. Below each: the mean of p(x|z) at the mean of q(z|x),"
            + " so what the code keeps of the image. These are not drawn from the prior."
            + cast.firstSeeds());
  }

  private static Element images(Cast cast) {
    return Figure.gallery(
        SAMPLES,
        List.of(),
        cast.each(
            run -> run.samples().isPresent(),
            prior ->
                picture(
                    prior,
                    cast.first(prior).samples().orElseThrow(),
                    facts(cast).samples() + " images drawn from ")),
        facts(cast).samples()
            + " draws of z from each prior, and of each the mean of p(x|z), with noise from the"
            + " run's seed; none was picked. Black is 0, white is 1."
            + cast.firstSeeds());
  }

  private static Element picture(Series prior, byte[] png, String what) {
    return Figure.panel(
        prior.name(),
        Element.of("img")
            .with("src", Raster.source(png))
            .with("alt", what + prior.name())
            .classed("pixels"));
  }

  private static Element points(Cast cast) {
    Pictures facts = facts(cast);
    return Figure.gallery(
        SAMPLES,
        List.of(),
        cast.each(run -> run.samples().isPresent(), prior -> plane(cast.first(prior), prior)),
        "Blue: the density that the data were drawn from, darker where it is higher (by its square"
            + " root). Orange: "
            + Numbers.count(facts.samples())
            + " draws of z from the prior, and of each "
            + (facts.noise()
                ? "a draw from p(x|z)"
                : "the mean of p(x|z), which lacks the noise of p(x|z)")
            + ": points should lie within the blue, and all of the blue should have some. A count"
            + " above a frame is of points outside of it."
            + cast.firstSeeds());
  }

  private static Element plane(RunView run, Series prior) {
    Pictures facts = run.report().pictures();
    Scale side = Scale.between(-facts.reach(), facts.reach());
    Plot plot = Plot.of(SIDE, SIDE, "x₁, units of the data", side, "x₂, units of the data", side);
    plot.image(Raster.source(run.samples().orElseThrow()));
    String says =
        "%s samples over the true density; %d of them lie outside of the frame"
            .formatted(Numbers.count(facts.samples()), facts.outside());
    Element drawing = plot.drawing("plane-" + prior.index(), "Samples of " + prior.name(), says);
    return Figure.panel(prior.name() + outside(facts), drawing);
  }

  private static String outside(Pictures facts) {
    return facts.outside() == 0 ? "" : ": " + facts.outside() + " outside";
  }

  private static boolean plane(Pictures facts) {
    return facts.reach() != null;
  }

  private static Pictures facts(Cast cast) {
    return cast.runs().get(0).report().pictures();
  }

  /** Why there is nothing to show, if so. */
  private static Optional<String> none(Cast cast, Function<RunView, Optional<byte[]>> picture) {
    Pictures facts = facts(cast);
    if (facts == null) {
      return Optional.of("No pictures: the report does not say what they would show.");
    }
    if (facts.none() != null) {
      return Optional.of("No pictures: " + facts.none() + ".");
    }
    if (cast.runs().stream().noneMatch(run -> picture.apply(run).isPresent())) {
      return Optional.of(
          plane(facts)
              ? "No pictures: points in the plane are shown as samples alone."
              : "No pictures: their files are not in the folder of the run.");
    }
    return Optional.empty();
  }
}
