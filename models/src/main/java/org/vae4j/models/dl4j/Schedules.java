package org.vae4j.models.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.vae4j.models.optimizer.Rate;

/** Learning rates as ND4J writes them. */
public final class Schedules {
  private Schedules() {}

  /**
   * The rate of an ND4J schedule, which counts iterations and epochs from 0: {@code new
   * Trainer(engine, vae, new Elbo(), training, Schedules.rate(new ExponentialSchedule(..)))}.
   */
  public static Rate rate(ISchedule schedule) {
    return (step, epoch) -> schedule.valueAt(Math.toIntExact(step), epoch - 1);
  }
}
