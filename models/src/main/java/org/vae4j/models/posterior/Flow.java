package org.vae4j.models.posterior;

import org.vae4j.autodiff.Var;

/**
 * Invertible maps of R^D, one for each of N examples, from a base density to a posterior. Where
 * points stand as {@code [1, S, D]}, every example maps all of them.
 */
interface Flow {
  /**
   * Points on the other side of the maps.
   *
   * @param z {@code [N, S, D]}
   * @param logDeterminant {@code log |det dz / d point|} of the way taken, {@code [N, S]}
   */
  record Moved(Var z, Var logDeterminant) {}

  /** The name of the posterior that it makes. */
  String name();

  /** From the base to the posterior, {@code [N, S, D]}. */
  Moved forward(Var points);

  /** What {@link Posterior#cost} counts, of the inverse at one point. */
  double cost();

  /** From the posterior back to the base, {@code [N, S, D]} or {@code [1, S, D]}. */
  Moved inverse(Var points);
}
