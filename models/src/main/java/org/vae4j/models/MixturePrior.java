package org.vae4j.models;

import org.vae4j.autodiff.Var;

/**
 * A prior of K components, {@code p(z) = sum_c p(c) p(z|c)}: what diagnostics of components and the
 * use of a prior as a clustering ask for.
 */
public interface MixturePrior extends Prior {
  /** K. */
  int components();

  /**
   * Moves the components to where k-means finds clusters among codes; {@code seed} is that of the
   * clustering. Throws {@code IllegalArgumentException} if there are fewer codes than components,
   * or if the prior has no such start.
   */
  default void restart(Encoded encoded, long seed) {
    throw new IllegalArgumentException(
        "restart: components must be such as can be moved to clusters; got those of " + name());
  }

  /** {@code log p(c) + log p(z|c)} in nats for each component, {@code [N, D] -> [N, K]}. */
  Var logJoint(Var z);

  /** {@code log p(c|z)} in nats, the responsibilities, {@code [N, D] -> [N, K]}. */
  default Var logResponsibilities(Var z) {
    Var joint = logJoint(z);
    return joint.minus(joint.logSumExp(1).reshape(z.shape().dim(0), 1));
  }
}
