package org.vae4j.priors;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.posterior.Posterior;

/**
 * The mixture {@code p(z) = sum_k w_k p_k(z)} of K Gaussians: the density and the samplers that
 * mixture priors share, so that the one is always the others'.
 *
 * <p>A component is a point in D dimensions: the sum over dimensions lies inside the log-sum-exp
 * over components. (Outside it, the density would be a product of D mixtures with K^D modes.)
 */
interface Mixture {
  /** {@code log w}, {@code [K]}, normalised. */
  Var logWeights();

  /** D. */
  int latent();

  /** {@code log w_k + log p_k(z)} in nats, {@code [N, D] -> [N, K]}. */
  Var joint(Var z);

  /** {@code log sum_k w_k p_k(z)} in nats, {@code [N, D] -> [N]}. */
  default Var logDensity(Var z) {
    return joint(z).logSumExp(1);
  }

  /** {@code KL(q || p_k)} by term, closed, {@code [B, K]} each; empty unless q is Gaussian. */
  Optional<GaussianTerms<Var>> terms(Posterior q);

  /**
   * The points {@code [N, D]} of components that rows of 0 and 1 choose, {@code [N, K]}, at
   * standard normal noise {@code [N, D]}: the sum of each component's point times its place in the
   * row.
   */
  Var points(Var chosen, Var noise);

  /** Draws {@code [count, D]}: a component by its weight, then a point of that component. */
  default Var sample(String name, int count) {
    return points(
        OneHot.drawn(name + ".component", count, logWeights().exp()), normal(name, count));
  }

  /** The same with a straight-through gradient in the weights. */
  default Var reparameterized(String name, int count) {
    return points(
        OneHot.straightThrough(name + ".gumbel", logWeights(), count), normal(name, count));
  }

  private Var normal(String name, int count) {
    return Var.noise(name + ".normal", NoiseKind.NORMAL, Shape.of(count, latent()));
  }
}
