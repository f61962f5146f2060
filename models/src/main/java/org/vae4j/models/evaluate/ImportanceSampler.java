package org.vae4j.models.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.PlanCache;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.backend.WorkerTeam;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Weigher.Block;
import org.vae4j.models.evaluate.Weigher.Group;
import org.vae4j.models.evaluate.Weigher.Size;
import org.vae4j.models.objective.Pass;

/**
 * {@code log w = log p(x|z) + log p(z) - log q(z|x)} for S draws of z an example. A group of
 * examples is encoded by all workers at once; then each takes blocks of draws by itself, small
 * enough for its caches and large enough for matrix products, so nobody waits for anybody. The
 * noise of (sample, example) is the same however the blocks are cut, and the cut depends on numbers
 * of examples and samples alone.
 */
final class ImportanceSampler implements AutoCloseable {
  /** Draws of a group: work enough for the workers to end it together. */
  private static final int DRAWS = 50_000;

  private final Engine engine;
  private final int chunk;
  private final int rows;
  private final PlanCache<Size> encoders;
  private final List<Weigher> workers = new ArrayList<>();

  /**
   * Samples by noise of (seed, phase), in groups of at most {@code chunk} examples and blocks of at
   * most {@code rows} draws.
   */
  ImportanceSampler(Engine engine, Vae vae, long seed, String phase, int chunk, int rows) {
    this.engine = engine;
    this.chunk = chunk;
    this.rows = rows;
    Weighing weighing = new Weighing(vae);
    this.encoders = new PlanCache<>(engine, size -> weighing.cut(size).before());
    for (int worker = 0; worker < engine.team().size(); worker++) {
      workers.add(new Weigher(engine, weighing, seed, phase));
    }
  }

  /** The estimate for all of {@code split}; {@code progress} hears how many examples are done. */
  LogLikelihood estimate(Split split, int samples, IntConsumer progress) {
    double[] values = new double[split.size()];
    double[] effective = new double[split.size()];
    int[] counts = LogLikelihood.countsUpTo(samples);
    double[][] bounds = new double[counts.length][split.size()];
    int together = Math.max(1, Math.min(chunk, DRAWS / samples));
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
    double[] x = examples(split, first, examples);
    Map<Integer, Group> groups = new HashMap<>();
    List<Block> blocks = blocks(examples, samples);
    List<Weigher> busy = workers.subList(0, Math.min(workers.size(), blocks.size()));
    for (Block block : blocks) {
      busy.forEach(worker -> worker.prepare(block.size()));
      groups.computeIfAbsent(
          block.size().samples(), s -> new Group(first, examples, encode(x, examples, s)));
    }
    double[][] logWeights = new double[examples][samples];
    share(
        engine.team(),
        busy,
        blocks,
        (worker, block) -> worker.weigh(groups.get(block.size().samples()), block, logWeights));
    return logWeights;
  }

  /** Has each worker take a part whenever it has none; once one fails nobody takes another. */
  static <W, P> void share(WorkerTeam team, List<W> workers, List<P> parts, BiConsumer<W, P> job) {
    AtomicInteger taken = new AtomicInteger();
    team.run(
        number -> {
          if (number >= workers.size()) {
            return;
          }
          try {
            for (int i = taken.getAndIncrement(); i < parts.size(); i = taken.getAndIncrement()) {
              job.accept(workers.get(number), parts.get(i));
            }
          } catch (RuntimeException | Error failure) {
            taken.set(parts.size());
            throw failure;
          }
        });
  }

  private static double[] examples(Split split, int first, int examples) {
    float[] row = new float[split.features()];
    double[] x = new double[examples * row.length];
    for (int example = 0; example < examples; example++) {
      split.fill(first + example, row, 0);
      for (int i = 0; i < row.length; i++) {
        x[example * row.length + i] = row[i];
      }
    }
    return x;
  }

  /** Some samples of one example or all of several, in pieces that differ by at most one. */
  private List<Block> blocks(int examples, int samples) {
    int together = Math.max(1, Math.min(examples, rows / samples));
    int pieces = (samples + rows - 1) / rows;
    List<Block> blocks = new ArrayList<>();
    for (int example = 0; example < examples; example += together) {
      for (int piece = 0; piece < pieces; piece++) {
        int from = (int) ((long) samples * piece / pieces);
        int to = (int) ((long) samples * (piece + 1) / pieces);
        Size size = new Size(Math.min(together, examples - example), to - from);
        blocks.add(new Block(example, from, size));
      }
    }
    return blocks;
  }

  /** The examples themselves and what can be said of each before any draw. */
  private Map<String, double[]> encode(double[] x, int examples, int samples) {
    Map<String, double[]> values = new HashMap<>();
    values.put(Pass.X, x);
    Plan plan = encoders.plan(new Size(examples, samples));
    if (plan.takes(Pass.X)) {
      plan.feed(Pass.X, x);
      plan.run();
    }
    plan.graph()
        .outputs()
        .forEach(
            (name, value) -> {
              double[] rows = new double[value.shape().size()];
              plan.read(name, rows);
              values.put(name, rows);
            });
    return values;
  }

  @Override
  public void close() {
    encoders.close();
    workers.forEach(Weigher::close);
  }
}
