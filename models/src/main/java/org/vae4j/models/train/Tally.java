package org.vae4j.models.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.objective.Graphs;

/** Sums over the examples of an epoch, in double, of the per-example outputs of a plan. */
final class Tally {
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

  /** Adds what {@code plan} has just computed for {@code rows} examples. */
  void add(Plan plan, int rows) {
    for (int i = 0; i < outputs.length; i++) {
      plan.read(outputs[i], scratch);
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += scratch[row];
      }
      sums[i] += sum;
    }
    examples += rows;
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

  /** Metrics from the means of the outputs of {@link Graphs#forward}. */
  static Metrics metrics(Map<String, Double> means, Optional<GradientNorms> norms) {
    Optional<KlTerms> terms =
        Optional.ofNullable(means.get("kl.mean"))
            .map(
                mean ->
                    new KlTerms(mean, means.get("kl.variance"), means.get("kl.log-determinant")));
    return new Metrics(means.get(Graphs.RECONSTRUCTION), means.get(Graphs.KL), terms, norms);
  }
}
