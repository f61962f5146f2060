package org.vae4j.models.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.posterior.Posterior;

/**
 * Diagnostics of encoder and prior: a sweep over test examples for the parts of the KL, one over
 * training examples for all else. The decoder has no part in it.
 */
final class Survey {
  private static final int DRAWS = 1000;

  /** Most terms in the densities of all draws under all examples: some seconds. */
  private static final double MOST_TERMS = 1e10;

  /** Fewest examples to look at, however long a density takes. */
  private static final int LEAST = 200;

  private static final String ENTROPY = "entropy";
  private static final String CROSS_ENTROPY = "cross-entropy";
  private static final String MEAN = "mean";
  private static final String VARIANCE = "variance";
  private static final String LOG_DETERMINANT = "log-determinant";
  private static final String CODE = "code";
  private static final String LOG_POSTERIOR = "log-posterior";
  private static final String LOG_PRIOR = "log-prior";
  private static final String AGGREGATE = "aggregate";
  private static final String SHARES = "shares";
  private static final String GREATEST = "greatest";
  private static final String AMBIGUITY = "ambiguity";

  private final Engine engine;
  private final Vae vae;
  private final long seed;
  private final String phase;
  private final int chunk;
  private final int latent;

  /** Noise of (seed, phase), a chunk of examples at a time. */
  Survey(Engine engine, Vae vae, long seed, String phase, int chunk) {
    this.engine = engine;
    this.vae = vae;
    this.seed = seed;
    this.phase = phase;
    this.chunk = chunk;
    this.latent = vae.encoder().latent();
  }

  private void sweep(Split split, Function<Integer, Graph> graph, Sweep.Sink sink) {
    sweep(split, chunk, graph, sink);
  }

  private void sweep(Split split, int rows, Function<Integer, Graph> graph, Sweep.Sink sink) {
    try (Sweep sweep = new Sweep(engine, graph, rows)) {
      sweep.run(split, seed, phase, 0, sink);
    }
  }

  private Posterior posterior(int batch) {
    return vae.encoder().encode(Var.input(Pass.X, Shape.of(batch, vae.decoder().features())));
  }

  /** Means over {@code test} of what the KL is made of. */
  MeanKl kl(Split test) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    sweep(test, this::parts, (plan, from, rows) -> addAll(plan, sums));
    sums.values().forEach(sum -> Arrays.setAll(sum, i -> sum[i] / test.size()));
    Optional<KlByDimension> terms =
        Optional.ofNullable(sums.get(MEAN))
            .map(mean -> new KlByDimension(mean, sums.get(VARIANCE), sums.get(LOG_DETERMINANT)));
    return new MeanKl(sums.get(ENTROPY)[0], sums.get(CROSS_ENTROPY)[0], terms);
  }

  private Graph parts(int batch) {
    Posterior q = posterior(batch);
    Latent draws = q.draw(Noise.perExample(Pass.NOISE), 1);
    Var logPrior = draws.perDraw(vae.prior().logDensity(draws.z()));
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put(ENTROPY, draws.mean(draws.logDensity()).negate().sum());
    outputs.put(CROSS_ENTROPY, draws.mean(logPrior).negate().sum());
    Optional<GaussianTerms<Var>> found = vae.prior().klByDimension(q);
    found.ifPresent(
        terms -> {
          outputs.put(MEAN, terms.mean().sum(0));
          outputs.put(VARIANCE, terms.variance().sum(0));
          outputs.put(LOG_DETERMINANT, terms.logDeterminant().sum(0));
        });
    return Graph.of(outputs);
  }

  /** The variance over {@code train} of the posterior mean of each dimension. */
  ActiveUnits activeUnits(Split train) {
    Moments moments = new Moments(latent);
    sweep(
        train,
        batch -> Graph.of(Map.of(MEAN, posterior(batch).mean())),
        (plan, from, rows) -> moments.add(read(plan, MEAN)));
    return new ActiveUnits(moments.variances());
  }

  /** The mean of q(z|x) for each example, {@code [N, D]}. */
  double[] means(Split split) {
    double[] means = new double[Math.multiplyExact(split.size(), latent)];
    sweep(
        split,
        batch -> Graph.of(Map.of(MEAN, posterior(batch).mean())),
        (plan, from, rows) ->
            System.arraycopy(read(plan, MEAN), 0, means, from * latent, rows * latent));
    return means;
  }

  /** The most probable component at the posterior mean of each example. */
  int[] clusters(Split split, MixturePrior mixture) {
    int[] clusters = new int[split.size()];
    sweep(
        split,
        batch -> Graph.of(Map.of(CODE, mixture.logJoint(posterior(batch).mean()).argmax(1))),
        (plan, from, rows) -> {
          double[] chosen = read(plan, CODE);
          for (int row = 0; row < rows; row++) {
            clusters[from + row] = (int) chosen[row];
          }
        });
    return clusters;
  }

  /** All diagnostics. */
  Diagnostics of(Split train, Split test) {
    double cost = posterior(1).cost();
    double most = Math.max(LEAST, MOST_TERMS / DRAWS / cost);
    int together = (int) Math.max(1, chunk * latent / cost);
    Split set = train.size() <= most ? train : train.sample((int) most, seed);
    Drawn drawn = draw(set.sample(Math.min(DRAWS, set.size()), seed));
    Moments moments = new Moments(latent);
    double[] logSum = new double[drawn.size()];
    Arrays.fill(logSum, Double.NEGATIVE_INFINITY);
    Map<String, double[]> sums = new LinkedHashMap<>();
    double[] greatest = new double[components()];
    sweep(
        set,
        together,
        batch -> surveying(batch, drawn),
        (plan, from, rows) -> {
          moments.add(read(plan, MEAN));
          double[] under = read(plan, AGGREGATE);
          Arrays.setAll(logSum, i -> logAdd(logSum[i], under[i]));
          if (components() > 0) {
            add(plan, SHARES, sums);
            add(plan, AMBIGUITY, sums);
            double[] here = read(plan, GREATEST);
            Arrays.setAll(greatest, c -> Math.max(greatest[c], here[c]));
          }
        });
    sums.values().forEach(sum -> Arrays.setAll(sum, i -> sum[i] / set.size()));
    return new Diagnostics(
        kl(test),
        new ActiveUnits(moments.variances()),
        drawn.aggregate(logSum, set.size()),
        Optional.ofNullable(sums.get(SHARES))
            .map(shares -> new ComponentUse(shares, greatest, sums.get(AMBIGUITY)[0])));
  }

  private int components() {
    return vae.prior() instanceof MixturePrior mixture ? mixture.components() : 0;
  }

  private Graph surveying(int batch, Drawn drawn) {
    Posterior q = posterior(batch);
    Var z = Var.constant(Tensor.of(Shape.of(drawn.size(), latent), drawn.z));
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, q.mean());
    outputs.put(AGGREGATE, q.logDensities(z).logSumExp(1));
    if (vae.prior() instanceof MixturePrior mixture) {
      Var log = mixture.logResponsibilities(q.draw(Noise.perDraw(Pass.NOISE), 1).z());
      outputs.put(SHARES, log.exp().sum(0));
      outputs.put(GREATEST, log.exp().max(0));
      outputs.put(AMBIGUITY, log.exp().times(log).sum().negate());
    }
    return Graph.of(outputs);
  }

  /** A code of each of M examples, and its densities. */
  private record Drawn(double[] z, double[] logPosterior, double[] logPrior) {
    int size() {
      return logPosterior.length;
    }

    /** From {@code log sum_n q(z|x_n)} at each code. */
    Aggregate aggregate(double[] logSum, int examples) {
      double[] information = logSum.clone();
      double[] marginal = logSum.clone();
      for (int i = 0; i < logSum.length; i++) {
        double logAggregate = logSum[i] - Math.log(examples);
        information[i] = logPosterior[i] - logAggregate;
        marginal[i] = logAggregate - logPrior[i];
      }
      Estimate estimate = Estimate.of(information);
      return new Aggregate(
          examples,
          logSum.length,
          estimate.mean(),
          Estimate.of(marginal).mean(),
          estimate.standardError());
    }
  }

  private Drawn draw(Split sample) {
    int size = sample.size();
    Drawn drawn = new Drawn(new double[size * latent], new double[size], new double[size]);
    sweep(
        sample,
        this::drawing,
        (plan, from, rows) -> {
          System.arraycopy(read(plan, CODE), 0, drawn.z, from * latent, rows * latent);
          System.arraycopy(read(plan, LOG_POSTERIOR), 0, drawn.logPosterior, from, rows);
          System.arraycopy(read(plan, LOG_PRIOR), 0, drawn.logPrior, from, rows);
        });
    return drawn;
  }

  private Graph drawing(int batch) {
    Latent draws = posterior(batch).draw(Noise.perDraw(Pass.NOISE), 1);
    return Graph.of(
        Map.of(
            CODE, draws.z(),
            LOG_POSTERIOR, draws.logDensity(),
            LOG_PRIOR, vae.prior().logDensity(draws.z())));
  }

  private static double logAdd(double a, double b) {
    double top = Math.max(a, b);
    return top == Double.NEGATIVE_INFINITY ? top : top + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  private static void addAll(Plan plan, Map<String, double[]> sums) {
    plan.graph().outputs().keySet().forEach(output -> add(plan, output, sums));
  }

  private static void add(Plan plan, String output, Map<String, double[]> sums) {
    double[] values = read(plan, output);
    double[] sum = sums.computeIfAbsent(output, o -> new double[values.length]);
    Arrays.setAll(sum, i -> sum[i] + values[i]);
  }

  private static double[] read(Plan plan, String output) {
    double[] values = new double[plan.graph().output(output).shape().size()];
    plan.read(output, values);
    return values;
  }
}
