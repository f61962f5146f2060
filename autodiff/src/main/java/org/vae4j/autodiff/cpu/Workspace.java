package org.vae4j.autodiff.cpu;

import java.util.function.ToIntFunction;
import org.vae4j.autodiff.Graph;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Memory;

/** Memory that the convolutions of a plan work in; what one leaves there no other reads. */
final class Workspace implements AutoCloseable {
  private final Memory[] own;
  private final Memory shared;

  /** What the stages of {@code graph} need on so many workers. */
  Workspace(Graph graph, int workers) {
    int strip = most(graph, Convolving::strip);
    int most = most(graph, Convolving::shared);
    own = new Memory[strip == 0 ? 0 : workers];
    for (int worker = 0; worker < own.length; worker++) {
      own[worker] = Memory.allocate(DType.FLOAT32, strip);
    }
    shared = most == 0 ? null : Memory.allocate(DType.FLOAT32, most);
  }

  /** The bytes of it, before there is any. */
  static long bytes(Graph graph, int workers) {
    long floats = (long) workers * most(graph, Convolving::strip) + most(graph, Convolving::shared);
    return floats * Float.BYTES;
  }

  private static int most(Graph graph, ToIntFunction<Convolving> floats) {
    return graph.nodes().stream()
        .filter(Convolving::knows)
        .map(Convolving::new)
        .mapToInt(floats)
        .max()
        .orElse(0);
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
