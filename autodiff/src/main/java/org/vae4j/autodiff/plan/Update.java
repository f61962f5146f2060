package org.vae4j.autodiff.plan;

import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.backend.Memory;

/**
 * What moves the parameters of a vector by their gradients, a range at a time. What becomes of an
 * element depends on its own gradient alone, so ranges may be moved in any order and by any worker.
 */
public interface Update {
  /** The parameters that it moves. */
  ParameterVector vector();

  /** Begins a step: called once before the first range of each. */
  void start();

  /**
   * Moves elements {@code [from, to)} of the vector by the gradients that lie from element {@code
   * at} of {@code gradients} on. {@code worker} is the number of the calling worker of the team.
   */
  void move(int from, int to, Memory gradients, int at, int worker);
}
