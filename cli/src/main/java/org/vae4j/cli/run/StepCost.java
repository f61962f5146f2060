package org.vae4j.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.GemmRate;
import org.vae4j.models.train.Trainer;

/**
 * What a training step costs, for those who would otherwise wait and wonder.
 *
 * @param flops floating-point operations of a step
 * @param rate FLOP/s that no step can beat
 */
record StepCost(double flops, double rate) {
  /** Of smaller steps the progress speaks soon enough. */
  private static final double MUCH = 50e9;

  private static final double SECONDS = 0.05;

  /** The cost of a step of {@code trainer}, if it is much. */
  static Optional<StepCost> of(Trainer trainer, Engine engine) {
    double flops =
        trainer.plans().values().stream()
            .flatMap(plan -> plan.stages().stream())
            .mapToDouble(stage -> stage.cost().flops())
            .sum();
    if (!(flops >= MUCH)) {
      return Optional.empty();
    }
    try (GemmRate rate = new GemmRate(engine.team(), List.of())) {
      return Optional.of(new StepCost(flops, rate.best(SECONDS)));
    }
  }

  /** A line on it, for so many steps in each of so many epochs. */
  String says(int steps, int epochs) {
    double step = flops / rate;
    return String.format(
        Locale.ROOT,
        "a step takes long: %.0f GFLOP, so %.1f s or more at the %.0f GFLOP/s of matrix products here;"
            + " %s an epoch, %s for %d (explain shows what takes it)",
        flops / 1e9,
        step,
        rate / 1e9,
        Progress.time(step * steps),
        Progress.time(step * steps * epochs),
        epochs);
  }
}
