package org.vae4j.models.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Sweep;
import org.vae4j.models.objective.Graphs;

/**
 * What is measured between epochs: the bound on all validation examples at full KL weight, and for
 * a Gaussian prior the gradient norms on a seeded sample of training and of validation examples.
 * The noise is the same each time, so that epochs differ by the model alone.
 */
final class Monitor implements AutoCloseable {
  private static final String VALIDATION = "validation";
  private static final String PROBE = "probe";
  private static final int CHUNK = 500;
  private static final int PROBED = 1000;

  private final long seed;
  private final boolean probing;
  private final Split valid;
  private final Split trainSample;
  private final Split validSample;
  private final Sweep bound;
  private final Sweep probe;

  Monitor(Engine engine, Graphs graphs, Dataset data, long seed) {
    this.seed = seed;
    this.probing = graphs.hasTerms();
    this.valid = data.valid();
    this.trainSample = sample(data.train());
    this.validSample = sample(valid);
    this.bound = new Sweep(engine, graphs::validation, CHUNK);
    this.probe = new Sweep(engine, graphs::probe, CHUNK);
  }

  /** Bytes that its plans will take. */
  static long arenaBytes(Engine engine, Graphs graphs, Dataset data) {
    int rows = Math.min(CHUNK, data.valid().size());
    long probes = graphs.hasTerms() ? engine.arenaBytes(graphs.probe(CHUNK)) : 0;
    return engine.arenaBytes(graphs.validation(rows)) + probes;
  }

  private Split sample(Split split) {
    return split.sample(Math.min(PROBED, split.size()), seed);
  }

  /** The bound on the validation examples. */
  Metrics validation() {
    return Tally.metrics(means(bound, valid, VALIDATION), norms(validSample));
  }

  /** The gradient norms on training examples as they are in {@code epoch}. */
  Optional<GradientNorms> trainNorms(int epoch) {
    return norms(trainSample.epoch(epoch));
  }

  private Optional<GradientNorms> norms(Split sample) {
    if (!probing) {
      return Optional.empty();
    }
    Map<String, Double> norms = means(probe, sample, PROBE);
    norms.replaceAll((name, meanSquare) -> Math.sqrt(meanSquare));
    return Optional.of(
        new GradientNorms(
            norms.get("gradient.mean"),
            norms.get("gradient.variance"),
            norms.get("gradient.log-determinant"),
            norms.get("gradient.reconstruction")));
  }

  private Map<String, Double> means(Sweep sweep, Split split, String phase) {
    Map<String, Double> means = new TreeMap<>();
    sweep
        .collect(split, seed, phase, 0)
        .forEach((name, column) -> means.put(name, Arrays.stream(column).sum() / column.length));
    return means;
  }

  @Override
  public void close() {
    bound.close();
    probe.close();
  }
}
