package org.vae4j.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.models.evaluate.Symptom;

/** What a comparison shows besides its table: clusters, and what is wrong with which runs. */
final class Remarks {
  private Remarks() {}

  /** A paragraph for the clusters of all priors, and one for each symptom of a prior. */
  static List<String> of(Comparison comparison) {
    List<String> remarks = new ArrayList<>();
    String clusters =
        comparison.priors().stream()
            .filter(prior -> Double.isFinite(prior.clusterAccuracy().mean()))
            .map(
                prior ->
                    "%s %s / %s"
                        .formatted(
                            prior.prior(),
                            percent(prior.clusterAccuracy()),
                            percent(prior.clusterPurity())))
            .collect(Collectors.joining(", "));
    if (!clusters.isEmpty()) {
      remarks.add("Components against labels, matched one to one / by majority: " + clusters + ".");
    }
    remarks.addAll(symptoms(comparison));
    return remarks;
  }

  private static String percent(Spread accuracy) {
    String mean = Quantity.decimals(100 * accuracy.mean(), 1);
    return accuracy.count() == 1
        ? mean + "%"
        : "(" + mean + " ± " + Quantity.decimals(100 * accuracy.sd(), 1) + ")%";
  }

  private static List<String> symptoms(Comparison comparison) {
    Map<List<String>, List<Symptom>> alike = new LinkedHashMap<>();
    Map<List<String>, Long> first = new HashMap<>();
    for (Comparison.Entry run : comparison.runs()) {
      for (Symptom symptom : run.symptoms()) {
        List<String> kind = List.of(run.prior(), symptom.name());
        alike.computeIfAbsent(kind, key -> new ArrayList<>()).add(symptom);
        first.putIfAbsent(kind, run.seed());
      }
    }
    List<String> remarks = new ArrayList<>();
    alike.forEach(
        (key, found) -> {
          long runs = comparison.runs().stream().filter(r -> r.prior().equals(key.get(0))).count();
          String seeds = runs == 1 ? "" : seeds(found.size(), runs, first.get(key));
          remarks.add("%s%s: %s".formatted(key.get(0), seeds, found.get(0)));
        });
    return remarks;
  }

  /** How many runs have a symptom, and whose numbers are told where they are several. */
  private static String seeds(int found, long runs, long first) {
    String told = found == 1 ? "" : "; numbers of seed " + first;
    return " (%d of %d seeds%s)".formatted(found, runs, told);
  }
}
