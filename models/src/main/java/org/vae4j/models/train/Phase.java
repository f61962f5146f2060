package org.vae4j.models.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.core.Tensor;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Group;
import org.vae4j.models.objective.Stage;
import org.vae4j.models.optimizer.Optimizer;

/**
 * One part of a training step with the optimisers of its groups. A group that moves in two phases
 * has an optimiser in each.
 *
 * @param stage losses and groups
 * @param trace the graph of the losses for a number of examples
 * @param optimizers what moves each group, in the order of the groups
 */
record Phase(Stage stage, Trace trace, List<Optimizer> optimizers) {
  /** Traces the graph of a loss. */
  @FunctionalInterface
  interface Trace {
    /** The graph for {@code batch} examples. */
    Graph of(int batch);
  }

  /** The graph with the gradients of each group's loss. */
  Graph graph(int batch) {
    return withGradients(trace.of(batch), stage);
  }

  /** The graph of a stage with the gradients of each group's loss. */
  static Graph withGradients(Graph losses, Stage stage) {
    Graph graph = losses;
    for (Group group : stage.groups()) {
      String own = Stage.loss(group.name());
      String loss = graph.outputs().containsKey(own) ? own : Graphs.LOSS;
      graph = graph.differentiate(loss, group.parameters());
    }
    return graph;
  }

  /** The updates of all optimisers, if a plan can make them; else none. */
  List<Update> updates() {
    List<Update> updates =
        optimizers.stream().flatMap(optimizer -> optimizer.update().stream()).toList();
    return updates.size() == optimizers.size() ? updates : List.of();
  }

  /** The states of the optimisers, by phase and group. */
  Map<String, Tensor> state() {
    Map<String, Tensor> states = new LinkedHashMap<>();
    for (Optimizer optimizer : optimizers) {
      optimizer.state().forEach((name, value) -> states.put(prefix(optimizer) + name, value));
    }
    return states;
  }

  /** Takes over a {@link #state}; throws {@code IllegalArgumentException} if it does not fit. */
  void restore(Map<String, Tensor> states) {
    for (Optimizer optimizer : optimizers) {
      optimizer.restore(Checkpoint.under(prefix(optimizer), states));
    }
  }

  private String prefix(Optimizer optimizer) {
    return stage.name() + "." + optimizer.parameters().name() + ".";
  }
}
