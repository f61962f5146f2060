package org.vae4j.models.train;

import java.util.LinkedHashSet;
import java.util.Set;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Headroom;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Group;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Stage;
import org.vae4j.models.optimizer.Optimization;

/**
 * The memory that training takes, in bytes, known before there is a plan or a step.
 *
 * @param parameters the values of all that is trained
 * @param gradients as many
 * @param moments what the optimisers keep, on the Java heap
 * @param copies the best epoch's parameters, and all that the epoch began with
 * @param arena all that the plans of a step compute, of a full batch and of the last one
 * @param validation all that the plans of a validation compute, and of the averages' statistics
 */
public record Footprint(
    long parameters, long gradients, long moments, long copies, long arena, long validation) {
  /** Gradients are three times as many nodes, validation has more rows; and as much again. */
  private static final int ROUGHLY = 32;

  private static final String REMEDY =
      "fewer with a smaller batch, hidden layers, components or samples";

  /** What training {@code vae} like this on {@code data} will take; nothing is allocated. */
  public static Footprint of(
      Engine engine, Vae vae, Objective objective, Training training, Dataset data) {
    Graphs graphs = new Graphs(vae, objective);
    int batch = Math.min(training.batch(), data.train().size());
    int last = data.train().size() % batch;
    Set<Parameter> parameters = new LinkedHashSet<>();
    long moments = 0;
    long arena = 0;
    for (Stage stage : graphs.stages()) {
      for (Group group : stage.groups()) {
        parameters.addAll(group.parameters());
        moments += elements(group.parameters()) * moments(training);
      }
      arena += arena(engine, graphs, stage, batch);
      arena += last == 0 ? 0 : arena(engine, graphs, stage, last);
    }
    long width = engine.dtype().bytes();
    long values = elements(parameters) * width;
    return new Footprint(
        values,
        values,
        moments * width,
        2 * values + moments * width,
        arena,
        Monitor.arenaBytes(engine, graphs, data)
            + Statistics.arenaBytes(engine, graphs, training, batch));
  }

  private static long elements(Iterable<Parameter> parameters) {
    long elements = 0;
    for (Parameter parameter : parameters) {
      elements += parameter.shape().size();
    }
    return elements;
  }

  private static int moments(Training training) {
    Optimization optimization = training.optimization();
    return optimization.rule().moments().size() + (optimization.average() > 0 ? 1 : 0);
  }

  private static long arena(Engine engine, Graphs graphs, Stage stage, int rows) {
    return engine.arenaBytes(Phase.withGradients(graphs.training(stage, rows), stage));
  }

  /**
   * Throws {@code IllegalArgumentException} if training will not fit into what is {@code left}. To
   * know that to the byte takes as long as planning; far below the limit a rough bound will do.
   */
  public static void require(
      Engine engine, Vae vae, Objective objective, Training training, Dataset data, Headroom left) {
    Graphs graphs = new Graphs(vae, objective);
    double one = elements(graphs, 1);
    double batch = Math.min(training.batch(), data.train().size());
    double all = one + (elements(graphs, 2) - one) * (batch - 1);
    if (!(all * ROUGHLY * engine.dtype().bytes() <= Math.min(left.heap(), left.outside()))) {
      of(engine, vae, objective, training, data).requireWithin(left);
    }
  }

  /** Of every node but those for gradients; affine in the number of examples. */
  private static double elements(Graphs graphs, int rows) {
    return graphs.stages().stream()
        .flatMap(stage -> graphs.training(stage, rows).nodes().stream())
        .mapToDouble(node -> node.shape().size())
        .sum();
  }

  /** All of it. */
  public long total() {
    return parameters + gradients + moments + copies + arena + validation;
  }

  /** Throws {@code IllegalArgumentException}, with both numbers, unless it fits. */
  public void requireWithin(Headroom left) {
    left.require("memory of training", moments, total() - moments, REMEDY);
  }
}
