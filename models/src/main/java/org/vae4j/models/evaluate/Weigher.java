package org.vae4j.models.evaluate;

import java.util.Arrays;
import java.util.Map;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.PlanCache;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;

/** A worker that computes log-weights by itself, a block of some examples and samples at a time. */
final class Weigher implements AutoCloseable {
  /** How many examples, and how many samples of each. */
  record Size(int examples, int samples) {
    int rows() {
      return examples * samples;
    }
  }

  /** The first example and sample of a block within a group of examples, and its size. */
  record Block(int example, int sample, Size size) {}

  /**
   * What is known of a group of examples before any draw: by name, a row for each of them.
   *
   * @param first the index of the first example
   * @param examples how many
   * @param values the rows
   */
  record Group(int first, int examples, Map<String, double[]> values) {
    private void feed(Plan plan, Block block) {
      values.forEach(
          (name, rows) -> {
            if (plan.takes(name)) {
              int width = rows.length / examples;
              int from = block.example * width;
              plan.feed(name, Arrays.copyOfRange(rows, from, from + block.size.examples * width));
            }
          });
    }

    private Draw draw(long seed, String phase, Block block) {
      long[] samples = new long[block.size.rows()];
      long[] examples = new long[block.size.rows()];
      for (int row = 0; row < samples.length; row++) {
        samples[row] = (long) block.sample + row % block.size.samples;
        examples[row] = (long) first + block.example + row / block.size.samples;
      }
      return new Draw(seed, phase, samples, examples);
    }
  }

  private final long seed;
  private final String phase;
  private final Engine alone;
  private final PlanCache<Size> plans;

  /** Draws noise of (seed, phase), on the back end of {@code engine}. */
  Weigher(Engine engine, Weighing weighing, long seed, String phase) {
    this.seed = seed;
    this.phase = phase;
    this.alone = Engine.open(engine.backend(), 1);
    this.plans = new PlanCache<>(alone, size -> weighing.cut(size).after());
  }

  /** Makes the plan for blocks of this size, unless it is there. */
  void prepare(Size size) {
    plans.plan(size);
  }

  /** Computes a block and puts its log-weights where they belong in those of the group. */
  void weigh(Group group, Block block, double[][] logWeights) {
    Plan plan = plans.plan(block.size);
    group.feed(plan, block);
    plan.draw(group.draw(seed, phase, block));
    plan.run();
    double[] read = new double[block.size.rows()];
    plan.read(Weighing.LOG_WEIGHT, read);
    int samples = block.size.samples;
    for (int e = 0; e < block.size.examples; e++) {
      System.arraycopy(read, e * samples, logWeights[block.example + e], block.sample, samples);
    }
  }

  @Override
  public void close() {
    plans.close();
    alone.close();
  }
}
