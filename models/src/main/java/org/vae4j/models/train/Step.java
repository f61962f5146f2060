package org.vae4j.models.train;

import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Elbo;

/**
 * A training step: the phases in order on the same examples. Plans and buffers are made once for a
 * full batch and once for the rest of an epoch; after that a step allocates nothing of its own.
 */
final class Step implements AutoCloseable {
  private static final String PHASE = "train";

  /** What is needed for one batch size. */
  private record Bound(int rows, float[] x, Plan[] plans) {}

  private final Engine engine;
  private final List<Phase> phases;
  private final int features;
  private final long[] steps;
  private final long[] examples;
  private final Draw draw;
  private Bound full;
  private Bound rest;

  Step(Engine engine, List<Phase> phases, int features, Training training) {
    this.engine = engine;
    this.phases = phases;
    this.features = features;
    this.steps = new long[training.batch()];
    this.examples = new long[training.batch()];
    this.draw = new Draw(training.seed(), PHASE, steps, examples);
  }

  /** The scalars of a step, and where it stands. */
  record Setting(int epoch, long step, double beta, double temperature) {}

  /**
   * Trains on {@code order[from .. to)} and adds the outputs of the first phase to {@code tally}.
   * Returns its loss; throws {@code NonFiniteException} before a bad value reaches a parameter.
   */
  double run(Split train, int[] order, int from, int to, Setting setting, Tally tally) {
    Bound bound = bound(to - from);
    train.fill(order, from, to, bound.x);
    Arrays.fill(steps, setting.step);
    for (int i = from; i < to; i++) {
      examples[i - from] = order[i];
    }
    double first = 0;
    for (int i = 0; i < phases.size(); i++) {
      Plan plan = bound.plans[i];
      feed(plan, bound.x, setting);
      plan.run();
      double loss = plan.scalar(Elbo.LOSS);
      if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
        throw failure("loss", plan, bound, setting);
      }
      if (i == 0) {
        first = loss;
        tally.add(plan, bound.rows);
      }
      if (!phases.get(i).optimizer().step()) {
        throw failure("gradient", plan, bound, setting);
      }
    }
    return first;
  }

  private void feed(Plan plan, float[] x, Setting setting) {
    plan.feed(Elbo.X, x);
    if (plan.takes(Elbo.BETA)) {
      plan.feed(Elbo.BETA, setting.beta);
    }
    if (plan.takes(Elbo.TEMPERATURE)) {
      plan.feed(Elbo.TEMPERATURE, setting.temperature);
    }
    plan.draw(draw);
  }

  private NonFiniteException failure(String what, Plan plan, Bound bound, Setting setting) {
    String node =
        Tracer.find(plan.graph(), Elbo.LOSS, plan.dtype(), again -> feed(again, bound.x, setting))
            .orElse(what + ", though finite when computed node by node");
    return new NonFiniteException(setting.epoch, setting.step + 1, what, node);
  }

  private Bound bound(int rows) {
    if (full == null || full.rows != rows && rest == null) {
      Bound made = new Bound(rows, new float[rows * features], new Plan[phases.size()]);
      for (int i = 0; i < made.plans.length; i++) {
        made.plans[i] = engine.plan(graph(i, rows));
      }
      if (full == null) {
        full = made;
      } else {
        rest = made;
      }
    }
    return full.rows == rows ? full : rest;
  }

  private Graph graph(int phase, int rows) {
    return phases.get(phase).graph(rows);
  }

  @Override
  public void close() {
    for (Bound bound : Arrays.asList(full, rest)) {
      if (bound != null) {
        Arrays.asList(bound.plans).forEach(Plan::close);
      }
    }
  }
}
