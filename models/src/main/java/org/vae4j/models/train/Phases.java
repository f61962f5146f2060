package org.vae4j.models.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Group;
import org.vae4j.models.objective.Stage;
import org.vae4j.models.optimizer.Optimizer;
import org.vae4j.models.optimizer.Rate;

/**
 * The phases of a training step and the vectors of the parameters that they move: those of the
 * model, and what an objective has of its own, such as an adversary. What no phase moves stays as
 * it is. Owns all of them and the states until {@link #close}.
 */
final class Phases implements AutoCloseable {
  private static final String OWN = "parameters.";

  private final Map<Group, ParameterVector> vectors = new LinkedHashMap<>();
  private final List<Phase> phases = new ArrayList<>();
  private final List<Parameter> own;
  private final States states;
  private final ParameterVector still;

  Phases(Engine engine, Graphs graphs, Training training, Rate rate) {
    for (Stage stage : graphs.stages()) {
      List<Optimizer> optimizers = new ArrayList<>();
      for (Group group : stage.groups()) {
        ParameterVector vector =
            vectors.computeIfAbsent(
                group, g -> ParameterVector.pack(g.name(), g.parameters(), engine.dtype()));
        optimizers.add(training.optimization().over(vector, engine.team(), rate));
      }
      phases.add(new Phase(stage, batch -> graphs.training(stage, batch), optimizers));
    }
    this.states = new States(graphs.vae().states(), engine.dtype());
    List<Parameter> models = graphs.vae().parameters();
    this.own = parameters().stream().filter(p -> !models.contains(p)).toList();
    List<Parameter> moving = parameters();
    this.still =
        ParameterVector.pack(
            "still", models.stream().filter(p -> !moving.contains(p)).toList(), engine.dtype());
  }

  /** The phases in order. */
  List<Phase> list() {
    return phases;
  }

  /** What follows no gradient. */
  States states() {
    return states;
  }

  /** All that moves by a gradient. */
  List<Parameter> parameters() {
    return vectors.values().stream().flatMap(vector -> vector.parameters().stream()).toList();
  }

  /** Says that the next updates are those of this epoch, counted from 1. */
  void begin(int epoch) {
    phases.forEach(phase -> phase.optimizers().forEach(optimizer -> optimizer.begin(epoch)));
  }

  /** What {@code work} gives while parameters are their running means, where there are any. */
  <T> T withMeans(Supplier<T> work) {
    Supplier<T> all = work;
    for (Phase phase : phases) {
      for (Optimizer optimizer : phase.optimizers()) {
        Supplier<T> inner = all;
        all = () -> optimizer.withMeans(inner);
      }
    }
    return all.get();
  }

  /** Copies of the states of all optimisers, and of the parameters that are not the model's. */
  Map<String, Tensor> state() {
    Map<String, Tensor> optimizers = new LinkedHashMap<>();
    phases.forEach(phase -> optimizers.putAll(phase.state()));
    own.forEach(parameter -> optimizers.put(OWN + parameter.name(), parameter.value()));
    return optimizers;
  }

  /** Takes over a {@link #state}; throws {@code IllegalArgumentException} if it does not fit. */
  void restore(Map<String, Tensor> optimizers) {
    phases.forEach(phase -> phase.restore(optimizers));
    for (Parameter parameter : own) {
      Tensor value = optimizers.get(OWN + parameter.name());
      if (value == null) {
        throw new IllegalArgumentException(
            "resume: checkpoint must have parameter %s; got none".formatted(parameter));
      }
      parameter.assign(value);
    }
  }

  /** Gives the parameters back, with their values. */
  @Override
  public void close() {
    vectors.values().forEach(ParameterVector::close);
    states.close();
    still.close();
  }
}
