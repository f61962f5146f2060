package org.vae4j.autodiff.cpu;

import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Memory;

/** Memory that the convolutions of a plan work in; what one leaves there no other reads. */
final class Workspace implements AutoCloseable {
  private final Memory[] own;
  private final Memory shared;

  /** What the stages of {@code graph} need on so many workers. */
  Workspace(Graph graph, int workers) {
    int strip = 0;
    int most = 0;
    for (Var node : graph.nodes()) {
      if (Convolving.knows(node)) {
        Convolving convolving = new Convolving(node);
        strip = Math.max(strip, convolving.strip());
        most = Math.max(most, convolving.shared());
      }
    }
    own = new Memory[strip == 0 ? 0 : workers];
    for (int worker = 0; worker < own.length; worker++) {
      own[worker] = Memory.allocate(DType.FLOAT32, strip);
    }
    shared = most == 0 ? null : Memory.allocate(DType.FLOAT32, most);
  }

  /** A block for each worker: room for a strip of patches. */
  Memory[] own() {
    return own;
  }

  /** A block for all. */
  Memory shared() {
    return shared;
  }

  @Override
  public void close() {
    for (Memory memory : own) {
      memory.close();
    }
    if (shared != null) {
      shared.close();
    }
  }
}
