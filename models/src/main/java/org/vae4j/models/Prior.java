package org.vae4j.models;

import java.util.Optional;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.GaussianTerms;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * p(z), the density that q(z|x) is held against. A prior owns its KL: the one-sample estimate here
 * is always right, and a closed form overrides it.
 *
 * <p>To write one: give {@link #logDensity} (a normalised density; sum over latent dimensions
 * before any log-sum-exp over components) and {@link #sample} (the same distribution), override
 * {@link #klFrom} if the KL is closed, and hold it to the contract suite.
 */
public interface Prior extends Trainable {
  /** D, the length of a code. */
  int latent();

  /** log p(z) in nats, {@code [N, D] -> [N]}. */
  Var logDensity(Var z);

  /**
   * KL(q || p) in nats per example, {@code [B]}, or an unbiased estimate of it at z drawn from q,
   * {@code [B, D]}.
   */
  default Var klFrom(DiagonalGaussian q, Var z) {
    return q.logDensity(z).minus(logDensity(z));
  }

  /**
   * What training minimises in place of {@link #klFrom}; the same unless the prior has a surrogate
   * of its own, which never is a reported value.
   */
  default Var trainingKl(DiagonalGaussian q, Var z) {
    return klFrom(q, z);
  }

  /** The closed KL by term, {@code [B]} each, for a Gaussian prior; empty for others. */
  default Optional<GaussianTerms<Var>> klTerms(DiagonalGaussian q) {
    return Optional.empty();
  }

  /**
   * {@code count} draws, {@code [count, D]}, from noise nodes whose names start with {@code name}.
   */
  Var sample(String name, int count);
}
