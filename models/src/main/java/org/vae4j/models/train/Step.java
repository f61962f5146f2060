package org.vae4j.models.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.core.backend.WorkerTeam;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Moment;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.optimizer.Optimizer;

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
  private final List<List<Update>> updates;
  private final States states;
  private final Scalars scalars;
  private final int features;
  private final long[] steps;
  private final long[] examples;
  private final Draw draw;
  private final Map<Integer, Bound> bounds = new HashMap<>();
  private final Function<Integer, Bound> bind = this::bind;
  private final WorkerTeam.Job fetch = this::fetch;
  private Split source;
  private Bound target;

  Step(Engine engine, Phases phases, Scalars scalars, int features, Training training) {
    this.engine = engine;
    this.phases = phases.list();
    this.updates = this.phases.stream().map(Phase::updates).toList();
    this.states = phases.states();
    this.scalars = scalars;
    this.features = features;
    this.steps = new long[training.batch()];
    this.examples = new long[training.batch()];
    this.draw = new Draw(training.seed(), PHASE, steps, examples);
  }

  /** Where a step stands, whether gradients are looked at before use, and who takes the time. */
  record Setting(int epoch, Moment moment, boolean careful, Clock clock) {}

  /** The plans for so many examples, one a phase. */
  List<Plan> plans(int rows) {
    return List.of(bounds.computeIfAbsent(rows, bind).plans);
  }

  /**
   * Trains on {@code order[from .. to)} and adds the outputs of the phases to {@code tally}.
   * Returns the first one's loss; throws {@code NonFiniteException} if it is not finite, or, when
   * careful, if a gradient is not.
   */
  double run(Split train, int[] order, int from, int to, Setting setting, Tally tally) {
    Bound bound = bounds.computeIfAbsent(to - from, bind);
    Arrays.fill(steps, setting.moment.step());
    gather(train, order, from, bound);
    double first = 0;
    for (int i = 0; i < phases.size(); i++) {
      Plan plan = bound.plans[i];
      feed(plan, bound.x, setting);
      boolean apart = setting.careful || setting.clock.apart();
      boolean together = !apart && plan.movesParameters() && !updates.get(i).isEmpty();
      if (together) {
        plan.run(updates.get(i));
      } else {
        setting.clock.compute(i, plan);
      }
      double loss = plan.scalar(Graphs.LOSS);
      if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
        throw failure("loss", plan, bound, setting);
      }
      if (i == 0) {
        first = loss;
      }
      if (!together) {
        move(phases.get(i), plan, bound, setting);
      }
      states.update(plan);
    }
    tally.add(bound.plans, bound.rows);
    return first;
  }

  private void move(Phase phase, Plan plan, Bound bound, Setting setting) {
    for (Optimizer optimizer : phase.optimizers()) {
      if (setting.careful && !finiteGradients(optimizer.parameters())) {
        throw failure("gradient", plan, bound, setting);
      }
      setting.clock.update(optimizer);
    }
  }

  /** Rows lie scattered in a large array, so the workers fetch them side by side. */
  private void gather(Split train, int[] order, int from, Bound bound) {
    for (int row = 0; row < bound.rows; row++) {
      examples[row] = order[from + row];
    }
    source = train;
    target = bound;
    engine.team().run(fetch);
  }

  private void fetch(int worker) {
    int workers = engine.team().size();
    int end = target.rows * (worker + 1) / workers;
    for (int row = target.rows * worker / workers; row < end; row++) {
      source.fill((int) examples[row], target.x, row * features);
    }
  }

  private void feed(Plan plan, float[] x, Setting setting) {
    plan.feed(Pass.X, x);
    scalars.feed(plan, setting.moment);
    plan.draw(draw);
  }

  private static boolean finiteGradients(ParameterVector vector) {
    double[] gradients = new double[vector.length()];
    vector.gradients().get(0, gradients, 0, gradients.length);
    return Arrays.stream(gradients).allMatch(Double::isFinite);
  }

  private NonFiniteException failure(String what, Plan plan, Bound bound, Setting setting) {
    String node =
        Tracer.find(plan.graph(), Graphs.LOSS, plan.dtype(), again -> feed(again, bound.x, setting))
            .orElse(what + ", though finite when computed node by node");
    return new NonFiniteException(setting.epoch, setting.moment.step() + 1, what, node);
  }

  private Bound bind(int rows) {
    Plan[] plans = new Plan[phases.size()];
    for (int i = 0; i < plans.length; i++) {
      plans[i] = engine.plan(phases.get(i).graph(rows));
    }
    return new Bound(rows, new float[rows * features], plans);
  }

  @Override
  public void close() {
    bounds.values().forEach(bound -> Arrays.asList(bound.plans).forEach(Plan::close));
  }
}
