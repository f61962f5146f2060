package org.vae4j.models.train;

import org.vae4j.autodiff.Graph;
import org.vae4j.models.objective.Graphs;

/**
 * One part of a training step: a loss and the optimiser whose parameters it moves. The bound has
 * one; objectives with an adversary have several, run in order on the same examples.
 *
 * @param name tells the states of several optimisers apart in a checkpoint
 * @param trace the graph for a number of examples, with the scalar output {@link Graphs#LOSS}
 * @param optimizer what moves the parameters
 */
record Phase(String name, Trace trace, Optimizer optimizer) {
  /** Traces the graph of a loss. */
  @FunctionalInterface
  interface Trace {
    /** The graph for {@code batch} examples. */
    Graph of(int batch);
  }

  /** The graph with the gradients of the loss. */
  Graph graph(int batch) {
    return trace.of(batch).differentiate(Graphs.LOSS, optimizer.parameters());
  }
}
