package org.vae4j.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.GemmRate;
import org.vae4j.models.train.Trainer;

/**
 * What a training step costs, for those who would otherwise wait and wonder.
 *
 * @param flops floating-point operations of a step
 * @param rate FLOP/s that no step can beat, where they are known
 */
record StepCost(double flops, OptionalDouble rate) {
  /** Of smaller steps the progress speaks soon enough. */
  private static final double MUCH = 50e9;

  private static final double SECONDS = 0.05;

  /** The cost of a step of {@code trainer}, if it is much. */
  static Optional<StepCost> of(Trainer trainer, Engine engine) {
    return isMuch(trainer)
        ? Optional.of(new StepCost(flops(trainer), rate(engine)))
        : Optional.empty();
  }

  /** Whether a step of {@code trainer} takes long. */
  static boolean isMuch(Trainer trainer) {
    return flops(trainer) >= MUCH;
  }

  private static double flops(Trainer trainer) {
    return trainer.plans().values().stream()
        .flatMap(plan -> plan.stages().stream())
        .mapToDouble(stage -> stage.cost().flops())
        .sum();
  }

  /** Of the matrix products of this back end; nothing is known of plain loops in float64. */
  private static OptionalDouble rate(Engine engine) {
    if (engine.backend() == Backend.REFERENCE) {
      return OptionalDouble.empty();
    }
    try (GemmRate rate = new GemmRate(engine.team(), List.of())) {
      return OptionalDouble.of(rate.best(SECONDS));
    }
  }

  /** A line on it, for so many steps in each of so many epochs that are left. */
  String says(int steps, int epochs) {
    String much = String.format(Locale.ROOT, "a step takes long: %.0f GFLOP", flops / 1e9);
    return much
        + (rate.isPresent() ? atLeast(rate.getAsDouble(), steps, epochs) : "")
        + " (explain shows what takes it)";
  }

  private String atLeast(double rate, int steps, int epochs) {
    double step = flops / rate;
    return String.format(
        Locale.ROOT,
        ", so %.1f s or more at the %.0f GFLOP/s of matrix products here;"
            + " at least %s an epoch, %s for %d",
        step,
        rate / 1e9,
        Progress.time(step * steps),
        Progress.time(step * steps * epochs),
        epochs);
  }
}
