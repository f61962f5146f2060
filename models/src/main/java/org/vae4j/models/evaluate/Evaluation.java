package org.vae4j.models.evaluate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.Residence;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;

/**
 * Measures a model on any split. The noise is a function of (seed, sample, example) alone: results
 * do not depend on chunks, on threads or on what was measured before. For one thread at a time.
 *
 * <pre>{@code
 * try (Evaluation evaluation = new Evaluation(engine, vae, seed)) {
 *   double bound = evaluation.elbo(test).negElbo();
 *   double nll = evaluation.logLikelihood(test, 500).nll();
 * }
 * }</pre>
 */
public final class Evaluation implements AutoCloseable {
  private static final String PHASE = "evaluation";
  private static final String BOUND = "bound";
  private static final int CHUNK = 500;

  /** Decoder rows of a block, where each op has costs of its own. */
  private static final int ROWS = 2000;

  /** The same where products are best made of a strip of rows in the second-level cache. */
  private static final int STRIP = 256;

  private final Engine engine;
  private final Vae vae;
  private final long seed;
  private final Residence residence;
  private final Sweep bound;
  private final Survey survey;
  private final ImportanceSampler sampler;

  /** Measures {@code vae} on {@code engine}, with all noise from {@code seed}. */
  public Evaluation(Engine engine, Vae vae, long seed) {
    this(engine, vae, seed, CHUNK, engine.backend() == Backend.CPU ? STRIP : ROWS);
  }

  /** As above, in chunks of so many examples, and blocks of so many decoder rows. */
  Evaluation(Engine engine, Vae vae, long seed, int chunk, int rows) {
    this.engine = engine;
    this.vae = vae;
    this.seed = seed;
    this.residence = Residence.of(engine, vae);
    this.bound = new Sweep(engine, Graphs.of(vae)::forward, chunk);
    this.survey = new Survey(engine, vae, seed, PHASE, chunk);
    this.sampler = new ImportanceSampler(engine, vae, seed, PHASE, chunk, rows);
  }

  /** The bound with one z an example: see {@link #elbo(Split, int)}. */
  public ElboEstimate elbo(Split split) {
    return elbo(split, 1);
  }

  /**
   * The bound of each example, averaged over {@code samples} draws of z; the KL is the closed one
   * where the prior has it. Throws {@code IllegalArgumentException} unless samples >= 1.
   */
  public ElboEstimate elbo(Split split, int samples) {
    check(split, samples);
    double[] reconstructions = new double[split.size()];
    double[] kls = new double[split.size()];
    for (int sample = 0; sample < samples; sample++) {
      Map<String, double[]> drawn = bound.collect(split, seed, PHASE, sample);
      add(drawn.get(Graphs.RECONSTRUCTION), reconstructions);
      add(drawn.get(Graphs.KL), kls);
    }
    Arrays.setAll(reconstructions, i -> reconstructions[i] / samples);
    Arrays.setAll(kls, i -> kls[i] / samples);
    return new ElboEstimate(reconstructions, kls);
  }

  /**
   * The bound that {@code objective} names, of each example, at the draws it trains with; empty if
   * it names none.
   */
  public Optional<double[]> bound(Split split, Objective objective) {
    check(split, objective.samples());
    if (objective.bound(Pass.of(vae, 1, objective.samples())).isEmpty()) {
      return Optional.empty();
    }
    int rows = Math.max(1, Math.min(CHUNK, ROWS / objective.samples()));
    try (Sweep sweep = new Sweep(engine, batch -> named(objective, batch), rows)) {
      return Optional.of(sweep.collect(split, seed, PHASE, 0).get(BOUND));
    }
  }

  private Graph named(Objective objective, int batch) {
    Pass pass = Pass.of(vae, batch, objective.samples());
    return Graph.of(Map.of(BOUND, objective.bound(pass).orElseThrow()));
  }

  private static void add(double[] values, double[] to) {
    Arrays.setAll(to, i -> to[i] + values[i]);
  }

  /** The log-likelihood by {@code samples} importance samples from q(z|x) an example. */
  public LogLikelihood logLikelihood(Split split, int samples) {
    return logLikelihood(split, samples, done -> {});
  }

  /** As {@link #logLikelihood(Split, int)}; {@code progress} hears how many examples are done. */
  public LogLikelihood logLikelihood(Split split, int samples, IntConsumer progress) {
    check(split, samples);
    return sampler.estimate(split, samples, progress);
  }

  /** The latent dimensions in use, over the training set. */
  public ActiveUnits activeUnits(Split train) {
    check(train, 1);
    return survey.activeUnits(train);
  }

  /**
   * How codes are used, by one draw of z an example: the parts of the KL over {@code test}, all
   * else over {@code train}.
   */
  public Diagnostics diagnostics(Split train, Split test) {
    check(train, 1);
    check(test, 1);
    return survey.of(train, test);
  }

  /**
   * The component of the prior that each example falls to: the most probable one at the mean of
   * q(z|x), counted from 0. Throws {@code IllegalArgumentException} for a prior without components.
   */
  public int[] clusters(Split split) {
    check(split, 1);
    if (!(vae.prior() instanceof MixturePrior mixture)) {
      throw new IllegalArgumentException(
          "clusters: prior must have components; got " + vae.prior().name());
    }
    return survey.clusters(split, mixture);
  }

  /** Its components as clusters, against labels; empty where either is missing. */
  public Optional<Clustering> clustering(Split split) {
    if (!(split.hasLabels() && vae.prior() instanceof MixturePrior)) {
      return Optional.empty();
    }
    return Optional.of(Clustering.of(clusters(split), labels(split)));
  }

  /**
   * The share of {@code test} whose label a linear classifier, learned on {@code train}, reads off
   * the means of q(z|x); empty where labels are missing.
   */
  public OptionalDouble probeAccuracy(Split train, Split test) {
    check(train, 1);
    check(test, 1);
    if (!(train.hasLabels() && test.hasLabels())) {
      return OptionalDouble.empty();
    }
    int[] known = labels(train);
    int[] asked = labels(test);
    int classes = IntStream.concat(Arrays.stream(known), Arrays.stream(asked)).max().orElse(0) + 1;
    LinearProbe probe = new LinearProbe(engine, survey.means(train), known, classes);
    return OptionalDouble.of(probe.accuracy(survey.means(test), asked));
  }

  /**
   * How far samples of the model, and means of p(x|z), are from {@code test}, by up to 1000 of
   * each, beside how far as many of {@code train} are. Throws {@code IllegalArgumentException} for
   * fewer than 2 examples.
   */
  public SampleDistance sampleDistance(Split train, Split test) {
    check(train, 1);
    check(test, 1);
    return Samples.distance(engine, vae, train, test, seed);
  }

  private static int[] labels(Split split) {
    return IntStream.range(0, split.size()).map(split::label).toArray();
  }

  /**
   * How clear the encoder's gradient of {@code objective} is against the noise of its draws, on all
   * examples of {@code batch}, where its schedules end.
   *
   * @param temperature that a relaxed prior trains at
   * @param draws gradients to estimate it from, at least 2
   */
  public GradientSignal gradientSignal(
      Split batch, Objective objective, double temperature, int draws) {
    check(batch, 1);
    if (!(draws >= 2)) {
      throw new IllegalArgumentException("gradient signal: draws must be >= 2; got " + draws);
    }
    return GradientNoise.measure(engine, vae, objective, batch, temperature, draws, seed);
  }

  private void check(Split split, int samples) {
    if (!(samples >= 1)) {
      throw new IllegalArgumentException("importance-samples must be >= 1; got " + samples);
    }
    if (split.features() != vae.decoder().features()) {
      throw new IllegalArgumentException(
          "evaluation: examples must have "
              + vae.decoder().features()
              + " values; got "
              + split.features());
    }
  }

  /** Frees the plans; the model keeps its parameters. */
  @Override
  public void close() {
    bound.close();
    sampler.close();
    residence.close();
  }
}
