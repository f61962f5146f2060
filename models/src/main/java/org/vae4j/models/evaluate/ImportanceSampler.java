package org.vae4j.models.evaluate;

import java.util.Map;
import java.util.function.IntConsumer;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.PlanCache;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.posterior.Noise;

/**
 * {@code log w = log p(x|z) + log p(z) - log q(z|x)} for S draws of z an example, on blocks of some
 * examples times some samples, small enough for the caches and large enough for matrix products.
 * The noise of (sample, example) is the same however the blocks are cut.
 */
final class ImportanceSampler implements AutoCloseable {
  private static final String LOG_WEIGHT = "log-weight";

  /** What one run of the plan covers. */
  private record Block(int examples, int samples) {
    int rows() {
      return examples * samples;
    }
  }

  private final Vae vae;
  private final long seed;
  private final String phase;
  private final int rows;
  private final PlanCache<Block> plans;

  /** Samples by noise of (seed, phase) on blocks of at most {@code rows} rows. */
  ImportanceSampler(Engine engine, Vae vae, long seed, String phase, int rows) {
    this.vae = vae;
    this.seed = seed;
    this.phase = phase;
    this.rows = rows;
    this.plans = new PlanCache<>(engine, this::weighing);
  }

  private Graph weighing(Block block) {
    Pass pass = Pass.of(vae, block.examples, block.samples, Noise.perDraw(Pass.NOISE));
    return Graph.of(Map.of(LOG_WEIGHT, pass.logWeights()));
  }

  /** The estimate for all of {@code split}; {@code progress} hears how many examples are done. */
  LogLikelihood estimate(Split split, int samples, IntConsumer progress) {
    double[] values = new double[split.size()];
    double[] effective = new double[split.size()];
    int[] counts = LogLikelihood.countsUpTo(samples);
    double[][] bounds = new double[counts.length][split.size()];
    int together = Math.max(1, rows / samples);
    for (int from = 0; from < split.size(); from += together) {
      int examples = Math.min(together, split.size() - from);
      double[][] logWeights = weigh(split, from, examples, samples);
      for (int i = 0; i < examples; i++) {
        LogWeights weights = new LogWeights(logWeights[i]);
        values[from + i] = weights.logMean();
        effective[from + i] = weights.effectiveSamples();
        for (int c = 0; c < counts.length; c++) {
          bounds[c][from + i] = weights.logMeanOf(counts[c]);
        }
      }
      progress.accept(from + examples);
    }
    return new LogLikelihood(
        samples, values, effective, LogLikelihood.curve(counts, bounds, samples, values));
  }

  private double[][] weigh(Split split, int first, int examples, int samples) {
    float[] x = new float[examples * split.features()];
    for (int row = 0; row < examples; row++) {
      split.fill(first + row, x, row * split.features());
    }
    double[][] logWeights = new double[examples][samples];
    int most = Math.min(samples, Math.max(1, rows / examples));
    for (int from = 0; from < samples; from += most) {
      Block block = new Block(examples, Math.min(most, samples - from));
      Plan plan = plans.plan(block);
      plan.feed(Pass.X, x);
      plan.draw(draw(block, first, from));
      plan.run();
      double[] read = new double[block.rows()];
      plan.read(LOG_WEIGHT, read);
      for (int e = 0; e < examples; e++) {
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

  @Override
  public void close() {
    plans.close();
  }
}
