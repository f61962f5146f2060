package org.vae4j.models.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.data.BatchOrder;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Pass;

/**
 * The states that averaged parameters have: running statistics follow the parameters that are
 * trained, whose hidden units are others, so they are gone over again at the averages. Source:
 * Izmailov et al. (2018), arXiv:1803.05407, section 3.2, there by a mean over all batches.
 */
final class Statistics implements AutoCloseable {
  /** With a tenth of the way in each, 3e-5 is left of where they start. */
  private static final int BATCHES = 100;

  private static final String PHASE = "statistics";

  private final Engine engine;
  private final Graphs graphs;
  private final States states;
  private final Training training;
  private final boolean needed;
  private final Map<Integer, Plan> plans = new HashMap<>();

  Statistics(Engine engine, Graphs graphs, States states, Training training) {
    this.engine = engine;
    this.graphs = graphs;
    this.states = states;
    this.training = training;
    this.needed = needed(graphs, training);
  }

  private static boolean needed(Graphs graphs, Training training) {
    return training.optimization().average() > 0
        && graphs.objective().movesNetworks()
        && !graphs.vae().states().isEmpty();
  }

  /** Bytes that its plan will take. */
  static long arenaBytes(Engine engine, Graphs graphs, Training training, int rows) {
    return needed(graphs, training) && rows > 1 ? engine.arenaBytes(graphs.states(rows)) : 0;
  }

  /** What {@code work} gives with the states that the parameters as they are now have. */
  <T> T fitted(Split train, Supplier<T> work) {
    int rows = Math.min(training.batch(), train.size());
    if (!needed || rows == 1) {
      return work.get();
    }
    double[] own = states.values();
    try {
      follow(train, rows);
      return work.get();
    } finally {
      states.assign(own);
    }
  }

  /** As many steps as it takes, over whole batches, without a gradient. */
  private void follow(Split train, int rows) {
    int[] order = new BatchOrder(train.size(), training.batch(), training.seed()).permutation(1);
    Plan plan = plans.computeIfAbsent(rows, this::plan);
    float[] x = new float[rows * train.features()];
    long[] steps = new long[rows];
    long[] examples = new long[rows];
    for (int batch = 0; batch < BATCHES; batch++) {
      int from = batch % (train.size() / rows) * rows;
      for (int row = 0; row < rows; row++) {
        examples[row] = order[from + row];
        train.fill(order[from + row], x, row * train.features());
      }
      Arrays.fill(steps, batch);
      if (plan.takes(Pass.X)) {
        plan.feed(Pass.X, x);
      }
      plan.draw(new Draw(training.seed(), PHASE, steps, examples));
      plan.run();
      states.update(plan);
    }
  }

  private Plan plan(int rows) {
    return engine.plan(graphs.states(rows));
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
  }
}
