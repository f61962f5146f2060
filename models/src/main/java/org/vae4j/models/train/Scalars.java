package org.vae4j.models.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.Prior;
import org.vae4j.models.objective.Moment;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Schedule;

/** The numbers that change in training, inputs of the graphs, as functions of the global step. */
final class Scalars {
  private final Training training;
  private final Map<String, Schedule> schedules;
  private final String[] names;
  private final ToDoubleFunction<Moment>[] values;

  Scalars(Training training, Objective objective) {
    this.training = training;
    this.schedules = objective.schedules();
    Map<String, ToDoubleFunction<Moment>> all = new LinkedHashMap<>();
    all.put(Objective.BETA, training::beta);
    all.put(Prior.TEMPERATURE, moment -> training.temperature().at(moment.step()));
    schedules.forEach((name, schedule) -> all.put(name, schedule::at));
    this.names = all.keySet().toArray(String[]::new);
    this.values = all.values().toArray(Scalars::array);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ToDoubleFunction<Moment>[] array(int length) {
    return new ToDoubleFunction[length];
  }

  /** Feeds {@code plan} those it takes. */
  void feed(Plan plan, Moment moment) {
    for (int i = 0; i < names.length; i++) {
      if (plan.takes(names[i])) {
        plan.feed(names[i], values[i].applyAsDouble(moment));
      }
    }
  }

  /** What the objective's own schedules are at a step. */
  Map<String, Double> scheduled(Moment moment) {
    Map<String, Double> now = new LinkedHashMap<>();
    schedules.forEach((name, schedule) -> now.put(name, schedule.at(moment)));
    return now;
  }

  /** Whether the KL has its full weight, and every schedule has arrived. */
  boolean full(Moment moment) {
    return training.beta(moment) == 1
        && schedules.values().stream().allMatch(schedule -> schedule.arrived(moment));
  }
}
