package org.vae4j.models.posterior;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** q(z|x) for each of N examples: what the encoder says about their codes. */
public interface Posterior {
  /** {@code [N, D]}. */
  Shape shape();

  /** What messages call it: the name that it is chosen by, where it has one. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The code of each example, {@code [N, D]}: the mean, where there is one in closed form. */
  Var mean();

  /** {@code samples} reparameterised draws for each example. */
  Latent draw(Noise noise, int samples);

  /** {@code log q(z|x)} in nats at one z for each example, {@code [N, D] -> [N]}. */
  Var logDensity(Var z);

  /** {@code log q(z|x)} in nats of every z under every example, {@code [M, D] -> [M, N]}. */
  Var logDensities(Var z);

  /** {@code log q(z|x)} in nats as a function of the draws' z, {@code [N, S]}. */
  Var logDensity(Latent draws);

  /** About how many additions of a vector {@code log q(z|x)} takes at any one z: what to expect. */
  default double cost() {
    return shape().dim(1);
  }
}
