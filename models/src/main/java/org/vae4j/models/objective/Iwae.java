package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * The importance-weighted bound {@code log 1/S sum_s w_s}. Source: Burda, Grosse, Salakhutdinov
 * (2016), arXiv:1509.00519, eq. 8.
 *
 * <p>In warm-up the ratio {@code p(z) / q(z|x)} is raised to the power beta.
 *
 * @param samples S, draws for each example
 * @param estimator of its gradient
 */
public record Iwae(int samples, GradientEstimator estimator) implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1. */
  public Iwae {
    Check.samples("iwae", samples);
  }

  /** With the total gradient. */
  public Iwae(int samples) {
    this(samples, GradientEstimator.TOTAL);
  }

  @Override
  public String name() {
    return "iwae";
  }

  @Override
  public Var loss(Pass pass) {
    return estimator == GradientEstimator.TOTAL
        ? pass.latent().logMeanExp(Tempered.logWeights(pass)).mean().negate()
        : PathGradient.iwae(pass, estimator);
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.of(pass.latent().logMeanExp(pass.logWeights()));
  }
}
