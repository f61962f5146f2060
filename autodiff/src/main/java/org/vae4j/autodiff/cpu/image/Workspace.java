package org.vae4j.autodiff.cpu.image;

import org.vae4j.autodiff.Graph;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Memory;

/** Memory that the convolutions of a plan work in; what one leaves there no other reads. */
public final class Workspace implements AutoCloseable {
  private final Memory[] own;
  private final Memory shared;

  /**
   * What the convolutions of a graph need, in elements.
   *
   * @param strip of each worker
   * @param shared of all
   */
  private record Need(int strip, int shared) {
    static Need of(Graph graph) {
      return graph.nodes().stream()
          .filter(Convolving::knows)
          .map(Convolving::new)
          .map(convolving -> new Need(convolving.strip(), convolving.shared()))
          .reduce(new Need(0, 0), Need::max);
    }

    private Need max(Need other) {
      return new Need(Math.max(strip, other.strip), Math.max(shared, other.shared));
    }
  }

  /** What the stages of {@code graph} need on so many workers. */
  public Workspace(Graph graph, int workers) {
    Need need = Need.of(graph);
    own = new Memory[need.strip == 0 ? 0 : workers];
    for (int worker = 0; worker < own.length; worker++) {
      own[worker] = Memory.allocate(DType.FLOAT32, need.strip);
    }
    shared = need.shared == 0 ? null : Memory.allocate(DType.FLOAT32, need.shared);
  }

  /** The bytes of it, before there is any. */
  public static long bytes(Graph graph, int workers) {
    Need need = Need.of(graph);
    return ((long) workers * need.strip + need.shared) * Float.BYTES;
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
