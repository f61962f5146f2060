package org.vae4j.benchmarks;

/** An engine that computes a workload, in the Java process that is its own. */
interface Contender extends AutoCloseable {
  /** Name and version of the engine. */
  String engine();

  /** The loss, then the gradients of the example's weights in order, row-major, one by one. */
  float[] check(Example example);

  /** Runs steps, telling {@code track} of each, until that throws {@link Track.Ended}. */
  void run(Track track);

  @Override
  void close();
}
