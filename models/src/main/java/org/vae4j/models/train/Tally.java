package org.vae4j.models.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.objective.Graphs;

/** Sums over the examples of an epoch, in double, of the per-example outputs of its plans. */
final class Tally {
  private static final Set<String> KNOWN =
      Set.of(Graphs.RECONSTRUCTION, Graphs.KL, Graphs.CRITERION);

  private final String[] outputs;
  private final double[] sums;
  private final double[] scratch;
  private long examples;

  /** Sums of these outputs, each {@code [B]} with B at most {@code rows}. */
  Tally(String[] outputs, int rows) {
    this.outputs = outputs;
    this.sums = new double[outputs.length];
    this.scratch = new double[rows];
  }

  /** Adds what the plans of a step have just computed for {@code rows} examples. */
  void add(Plan[] plans, int rows) {
    for (int i = 0; i < outputs.length; i++) {
      read(plans, outputs[i]);
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += scratch[row];
      }
      sums[i] += sum;
    }
    examples += rows;
  }

  private void read(Plan[] plans, String output) {
    for (Plan plan : plans) {
      if (plan.graph().outputs().containsKey(output)) {
        plan.read(output, scratch);
        return;
      }
    }
    throw new IllegalStateException("tally: a plan must have output " + output + "; got none");
  }

  void clear() {
    Arrays.fill(sums, 0);
    examples = 0;
  }

  long examples() {
    return examples;
  }

  Map<String, Double> sums() {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < outputs.length; i++) {
      named.put(outputs[i], sums[i]);
    }
    return named;
  }

  void restore(Map<String, Double> named, long count) {
    for (int i = 0; i < outputs.length; i++) {
      sums[i] = named.getOrDefault(outputs[i], 0.0);
    }
    examples = count;
  }

  /** The means as metrics. */
  Metrics metrics(Optional<GradientNorms> norms) {
    Map<String, Double> means = sums();
    means.replaceAll((name, sum) -> sum / examples);
    return metrics(means, norms);
  }

  /** Metrics from the means of outputs: those of {@link Graphs#validation}, the rest by name. */
  static Metrics metrics(Map<String, Double> means, Optional<GradientNorms> norms) {
    Optional<KlTerms> terms =
        Optional.ofNullable(means.get("kl.mean"))
            .map(
                mean ->
                    new KlTerms(mean, means.get("kl.variance"), means.get("kl.log-determinant")));
    Map<String, Double> watched = new TreeMap<>(means);
    watched.keySet().removeIf(name -> KNOWN.contains(name) || name.startsWith("kl."));
    return new Metrics(
        means.get(Graphs.RECONSTRUCTION),
        means.get(Graphs.KL),
        terms,
        norms,
        Optional.ofNullable(means.get(Graphs.CRITERION)),
        watched);
  }
}
