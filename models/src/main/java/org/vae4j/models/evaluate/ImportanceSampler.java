package org.vae4j.models.evaluate;

import java.util.Map;
import java.util.function.IntConsumer;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.PlanCache;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * {@code log w = log p(x|z) + log p(z) - log q(z|x)} for S draws of z an example. Each x is encoded
 * once; the decoder then runs on blocks of some examples times some samples, small enough for the
 * caches and large enough for matrix products, with x and q broadcast over the samples. The noise
 * of (sample, example) is the same however the blocks are cut.
 */
final class ImportanceSampler implements AutoCloseable {
  private static final String MEAN = "mean";
  private static final String LOG_VAR = "log-var";
  private static final String LOG_WEIGHT = "log-weight";

  /** What one run of the decoder's plan covers. */
  private record Block(int examples, int samples) {
    int rows() {
      return examples * samples;
    }
  }

  private final Vae vae;
  private final long seed;
  private final String phase;
  private final int rows;
  private final Sweep encoder;
  private final PlanCache<Block> decoder;

  /** Samples by noise of (seed, phase) on blocks of at most {@code rows} rows. */
  ImportanceSampler(Engine engine, Vae vae, long seed, String phase, int chunk, int rows) {
    this.vae = vae;
    this.seed = seed;
    this.phase = phase;
    this.rows = rows;
    this.encoder = new Sweep(engine, this::encoding, chunk);
    this.decoder = new PlanCache<>(engine, this::weighing);
  }

  private Graph encoding(int batch) {
    Var x = Var.input(Elbo.X, Shape.of(batch, vae.decoder().features()));
    DiagonalGaussian q = vae.encoder().encode(x);
    return Graph.of(Map.of(MEAN, q.mean(), LOG_VAR, q.logVar()));
  }

  private Graph weighing(Block block) {
    int e = block.examples;
    int s = block.samples;
    int d = vae.encoder().latent();
    DiagonalGaussian q =
        new DiagonalGaussian(
            Var.input(MEAN, Shape.of(e, 1, d)), Var.input(LOG_VAR, Shape.of(e, 1, d)));
    Var noise = Var.noise(Elbo.NOISE, NoiseKind.NORMAL, Shape.of(block.rows(), d)).reshape(e, s, d);
    Var z = q.at(noise).reshape(block.rows(), d);
    Var decoded = vae.decoder().decode(z);
    Var x = Var.input(Elbo.X, Shape.of(e, 1, vae.decoder().features()));
    Var likelihood =
        vae.decoder().likelihood().logDensity(x, decoded.reshape(e, s, decoded.shape().dim(1)));
    Var prior = vae.prior().logDensity(z).reshape(e, s);
    Var weight = likelihood.plus(prior).minus(q.logDensityAt(noise));
    return Graph.of(Map.of(LOG_WEIGHT, weight));
  }

  /** The estimate for all of {@code split}; {@code progress} hears how many examples are done. */
  LogLikelihood estimate(Split split, int samples, IntConsumer progress) {
    double[] values = new double[split.size()];
    double[] effective = new double[split.size()];
    int together = Math.max(1, rows / samples);
    encoder.run(
        split,
        seed,
        phase,
        0,
        (plan, from, count) -> {
          int d = vae.encoder().latent();
          double[] means = new double[count * d];
          double[] logVars = new double[count * d];
          plan.read(MEAN, means);
          plan.read(LOG_VAR, logVars);
          for (int i = 0; i < count; i += together) {
            int examples = Math.min(together, count - i);
            Codes codes = Codes.of(split, from + i, examples, means, logVars, i * d, d);
            double[][] logWeights = weigh(codes, samples);
            for (int j = 0; j < examples; j++) {
              values[from + i + j] = logMeanExp(logWeights[j]);
              effective[from + i + j] = effectiveSamples(logWeights[j]);
            }
            progress.accept(from + i + examples);
          }
        });
    return new LogLikelihood(samples, values, effective);
  }

  /** Some examples next to each other and their posteriors. */
  private record Codes(int first, int count, float[] x, double[] means, double[] logVars) {
    static Codes of(
        Split split, int first, int count, double[] means, double[] logVars, int at, int d) {
      float[] x = new float[count * split.features()];
      for (int row = 0; row < count; row++) {
        split.fill(first + row, x, row * split.features());
      }
      double[] ownMeans = new double[count * d];
      double[] ownLogVars = new double[count * d];
      System.arraycopy(means, at, ownMeans, 0, count * d);
      System.arraycopy(logVars, at, ownLogVars, 0, count * d);
      return new Codes(first, count, x, ownMeans, ownLogVars);
    }
  }

  private double[][] weigh(Codes codes, int samples) {
    double[][] logWeights = new double[codes.count][samples];
    int most = Math.min(samples, Math.max(1, rows / codes.count));
    for (int from = 0; from < samples; from += most) {
      Block block = new Block(codes.count, Math.min(most, samples - from));
      Plan plan = decoder.plan(block);
      plan.feed(Elbo.X, codes.x);
      plan.feed(MEAN, codes.means);
      plan.feed(LOG_VAR, codes.logVars);
      plan.draw(draw(block, codes.first, from));
      plan.run();
      double[] read = new double[block.rows()];
      plan.read(LOG_WEIGHT, read);
      for (int e = 0; e < block.examples; e++) {
        System.arraycopy(read, e * block.samples, logWeights[e], from, block.samples);
      }
    }
    return logWeights;
  }

  private Draw draw(Block block, int firstExample, int firstSample) {
    long[] samples = new long[block.rows()];
    long[] examples = new long[block.rows()];
    for (int row = 0; row < block.rows(); row++) {
      samples[row] = (long) firstSample + row % block.samples;
      examples[row] = (long) firstExample + row / block.samples;
    }
    return new Draw(seed, phase, samples, examples);
  }

  /** {@code log(1/S sum_s exp(a_s))}, without overflow. */
  static double logMeanExp(double[] a) {
    double top = max(a);
    if (!(Math.abs(top) <= Double.MAX_VALUE)) {
      return top;
    }
    double sum = 0;
    for (double value : a) {
      sum += Math.exp(value - top);
    }
    return top + Math.log(sum / a.length);
  }

  /** {@code (sum w)^2 / sum w^2} from log-weights. Source: Kong, Liu, Wong (1994). */
  static double effectiveSamples(double[] a) {
    double top = max(a);
    double sum = 0;
    double squares = 0;
    for (double value : a) {
      double weight = Math.exp(value - top);
      sum += weight;
      squares += weight * weight;
    }
    return sum * sum / squares;
  }

  /** The maximum; NaN wins. */
  private static double max(double[] a) {
    double top = Double.NEGATIVE_INFINITY;
    for (double value : a) {
      top = Math.max(top, value);
    }
    return top;
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
