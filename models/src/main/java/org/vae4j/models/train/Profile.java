package org.vae4j.models.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.data.BatchOrder;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Moment;
import org.vae4j.models.optimizer.Optimizer;

/**
 * Where the time of a training step went.
 *
 * @param steps how many steps were timed part by part
 * @param step the median of as many steps that were not, in nanoseconds
 * @param stages for each phase the mean nanoseconds of each stage of its plan
 * @param updates the mean nanoseconds of moving the parameters, apart from all stages; a step that
 *     is not timed may move them meanwhile
 * @param rest the mean nanoseconds of all else: fetching examples, feeding, reading results
 */
public record Profile(
    int steps, double step, List<List<Double>> stages, double updates, double rest) {
  /** Adds up the times of the parts of steps. */
  private static final class Stopwatch implements Clock {
    final long[][] stages;
    long updates;
    long all;

    Stopwatch(List<Plan> plans) {
      stages = plans.stream().map(plan -> new long[plan.stages().size()]).toArray(long[][]::new);
    }

    @Override
    public boolean apart() {
      return true;
    }

    @Override
    public void compute(int phase, Plan plan) {
      plan.run(stages[phase]);
    }

    @Override
    public void update(Optimizer optimizer) {
      long start = System.nanoTime();
      optimizer.step();
      updates += System.nanoTime() - start;
    }

    Profile over(int steps, double median) {
      double known = updates;
      List<List<Double>> means = new ArrayList<>();
      for (long[] phase : stages) {
        means.add(Arrays.stream(phase).mapToObj(nanos -> (double) nanos / steps).toList());
        known += Arrays.stream(phase).sum();
      }
      return new Profile(steps, median, means, (double) updates / steps, (all - known) / steps);
    }
  }

  /** Steps over the full batches of an epoch, again and again. */
  private static final class Loop {
    final Step stepper;
    final Split examples;
    final BatchOrder order;
    final int[] permutation;
    final int batch;
    final Tally tally;
    long step;

    Loop(Step stepper, Split examples, BatchOrder order, int batch, Tally tally) {
      this.stepper = stepper;
      this.examples = examples;
      this.order = order;
      this.permutation = order.permutation(1);
      this.batch = batch;
      this.tally = tally;
    }

    /** The nanoseconds of one step. */
    long step(Clock clock) {
      int full = examples.size() / batch;
      int from = order.start((int) (step % full));
      Moment moment = new Moment(step++, order.count());
      long start = System.nanoTime();
      Step.Setting setting = new Step.Setting(1, moment, false, clock);
      stepper.run(examples, permutation, from, from + batch, setting, tally);
      return System.nanoTime() - start;
    }
  }

  /**
   * Trains for about so many seconds: half of them to warm up, in the rest with and without the
   * clock in turn; at least one step of each.
   */
  static Profile of(
      Step stepper, Split examples, BatchOrder order, int batch, Tally tally, double seconds) {
    Loop loop = new Loop(stepper, examples, order, batch, tally);
    long start = System.nanoTime();
    do {
      loop.step(Clock.NONE);
    } while (System.nanoTime() - start < seconds / 2 * 1e9);
    Stopwatch watch = new Stopwatch(stepper.plans(batch));
    List<Long> plain = new ArrayList<>();
    do {
      plain.add(loop.step(Clock.NONE));
      watch.all += loop.step(watch);
    } while (System.nanoTime() - start < seconds * 1e9);
    long[] sorted = plain.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return watch.over(sorted.length, median);
  }
}
