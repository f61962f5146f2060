package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Series;

/**
 * Who appears on a page: priors, each with its sign, and their runs.
 *
 * @param priors in order, without repetition
 * @param runs by prior, otherwise in the order given
 */
record Cast(List<Series> priors, List<RunView> runs) {
  /** The cast of these runs. */
  static Cast of(List<RunView> runs) {
    List<String> names = runs.stream().map(RunView::prior).distinct().toList();
    Comparator<RunView> byPrior = Comparator.comparingInt(run -> names.indexOf(run.prior()));
    return new Cast(Series.of(names), runs.stream().sorted(byPrior).toList());
  }

  /** The sign of a run's prior. */
  Series series(RunView run) {
    return priors.stream().filter(s -> s.name().equals(run.prior())).findFirst().orElseThrow();
  }

  /** The runs of a prior. */
  List<RunView> runs(Series prior) {
    return runs.stream().filter(run -> run.prior().equals(prior.name())).toList();
  }

  /** The first run of a prior, which stands for it where there is room for one. */
  RunView first(Series prior) {
    return runs(prior).get(0);
  }

  /** What a run is called here: by its seed only where there are several. */
  String name(RunView run) {
    return severalSeeds() ? run.title() : run.prior();
  }

  /** Whether some prior has several runs. */
  boolean severalSeeds() {
    return runs.size() > priors.size();
  }

  /** Which runs are drawn where there is room for one of each prior; empty if that is all. */
  String firstSeeds() {
    return severalSeeds() ? " Shown are the runs of seed " + runs.get(0).report().seed() + "." : "";
  }

  /** The keys of all priors. */
  List<Element> keys() {
    return new ArrayList<>(priors.stream().map(Series::key).toList());
  }

  /** For how many priors the first run has something. */
  int count(Predicate<RunView> has) {
    return (int) priors.stream().filter(prior -> has.test(first(prior))).count();
  }

  /** What each prior's first run comes to, for those that have what is drawn. */
  List<Element> each(Predicate<RunView> has, Function<Series, Element> drawn) {
    return priors.stream().filter(prior -> has.test(first(prior))).map(drawn).toList();
  }

  /** The names of the priors whose first run lacks something, with commas; empty for none. */
  String without(Predicate<RunView> has) {
    return String.join(
        ", ", priors.stream().filter(p -> !has.test(first(p))).map(Series::name).toList());
  }
}
