package org.vae4j.models.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.PlanCache;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Pass;

/**
 * One graph over all examples of a split, a chunk at a time. Noise is keyed by the example's index
 * in the split, so results do not depend on the chunk.
 */
public final class Sweep implements AutoCloseable {
  /** Takes what it needs from {@code plan}, which has just run on {@code rows} examples. */
  @FunctionalInterface
  public interface Sink {
    /** Called for each chunk in order; {@code from} is the index of its first example. */
    void accept(Plan plan, int from, int rows);
  }

  private final PlanCache<Integer> plans;
  private final int chunk;

  /** Sweeps with {@code graph}, traced for a number of rows, over the input {@link Pass#X}. */
  public Sweep(Engine engine, Function<Integer, Graph> graph, int chunk) {
    this.plans = new PlanCache<>(engine, graph);
    this.chunk = chunk;
  }

  /** Runs over {@code split} in order; noise from (seed, phase, {@code sample}, example). */
  public void run(Split split, long seed, String phase, long sample, Sink sink) {
    for (int from = 0; from < split.size(); from += chunk) {
      int rows = Math.min(chunk, split.size() - from);
      float[] x = new float[rows * split.features()];
      long[] samples = new long[rows];
      long[] examples = new long[rows];
      Arrays.fill(samples, sample);
      for (int row = 0; row < rows; row++) {
        split.fill(from + row, x, row * split.features());
        examples[row] = (long) from + row;
      }
      Plan plan = plans.plan(rows);
      plan.feed(Pass.X, x);
      plan.draw(new Draw(seed, phase, samples, examples));
      plan.run();
      sink.accept(plan, from, rows);
    }
  }

  /** Every output of a graph whose outputs are all {@code [B]}, as {@code [N]} over the split. */
  public Map<String, double[]> collect(Split split, long seed, String phase, long sample) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    double[] rowsOf = new double[chunk];
    run(
        split,
        seed,
        phase,
        sample,
        (plan, from, rows) -> {
          for (String output : plan.graph().outputs().keySet()) {
            plan.read(output, rowsOf);
            double[] column = columns.computeIfAbsent(output, o -> new double[split.size()]);
            System.arraycopy(rowsOf, 0, column, from, rows);
          }
        });
    return columns;
  }

  /** Frees the plans. */
  @Override
  public void close() {
    plans.close();
  }
}
