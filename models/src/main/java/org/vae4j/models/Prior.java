package org.vae4j.models;

import java.util.Optional;
import java.util.function.IntFunction;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * p(z), the density that q(z|x) is held against. A prior owns its KL: the estimate by draws is
 * always right, and a closed form takes its place.
 *
 * <p>To write one: give {@link #logDensity} (a normalised density; sum over latent dimensions
 * before any log-sum-exp over components) and {@link #sample} (the same distribution), override
 * {@link #klTerms} or {@link #klByDimension} if the KL is closed, and hold it to the contract
 * suite.
 */
public interface Prior extends Trainable {
  /** Scalar input that the surrogate of a prior may declare. */
  String TEMPERATURE = "temperature";

  /** D, the length of a code. */
  int latent();

  /** What messages call it: its name in the catalogue, where it is there. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The name, and the option that decides what it trains on where there is one, for messages. */
  default String inFull() {
    return name();
  }

  /**
   * The prior to train under before this one, to have codes that it can start from: what {@code
   * simple} makes for the length of a code, in the place of all that is to be found in them.
   */
  default Prior simplified(IntFunction<Prior> simple) {
    return simple.apply(latent());
  }

  /** log p(z) in nats, {@code [N, D] -> [N]}. */
  Var logDensity(Var z);

  /**
   * KL(q || p) in nats per example, {@code [B]}: the sum of its terms where it has them, else
   * {@link #sampledKl}.
   */
  default Var klFrom(Posterior q, Latent draws) {
    return klTerms(q).map(GaussianTerms::kl).orElseGet(() -> sampledKl(draws));
  }

  /** The unbiased estimate of KL(q || p) by draws from q, {@code [B]}: {@code log q - log p}. */
  default Var sampledKl(Latent draws) {
    return draws.mean(draws.logDensity().minus(draws.perDraw(logDensity(draws.z()))));
  }

  /**
   * What training minimises in place of {@link #klFrom}; the same unless the prior has a surrogate
   * of its own, which never is a reported value.
   */
  default Var trainingKl(Posterior q, Latent draws) {
    return klFrom(q, draws);
  }

  /**
   * The parts of {@link #trainingKl} whose Gaussian terms can be told apart: those of a closed KL,
   * or what a mixture trains on in closed form. Empty for others.
   */
  default Optional<KlParts> trainingParts(Posterior q, Latent draws) {
    return klTerms(q).map(terms -> new KlParts(terms, Var.zeros(terms.kl().shape())));
  }

  /** The closed KL by term, {@code [B]} each, for Gaussian p and q; empty for others. */
  default Optional<GaussianTerms<Var>> klTerms(Posterior q) {
    return klByDimension(q).map(terms -> terms.sum(-1));
  }

  /**
   * The closed KL by term along each latent dimension, {@code [B, D]} each, for p and q that are
   * Gaussian with diagonal covariance; empty for others.
   */
  default Optional<GaussianTerms<Var>> klByDimension(Posterior q) {
    return Optional.empty();
  }

  /** Whether p(z) is a product of densities of each latent dimension. */
  default boolean factorises() {
    return false;
  }

  /**
   * {@code count} draws, {@code [count, D]}, from noise nodes whose names start with {@code name}.
   */
  Var sample(String name, int count);

  /**
   * As {@link #sample}, with a gradient in every parameter of the density: what an objective trains
   * a prior on that compares draws of it with codes. Where a draw chooses among components, the
   * gradient is a straight-through estimate that takes {@link #TEMPERATURE}.
   */
  default Var reparameterized(String name, int count) {
    return sample(name, count);
  }
}
