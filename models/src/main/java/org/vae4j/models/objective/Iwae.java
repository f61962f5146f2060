package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;

/**
 * The importance-weighted bound {@code log 1/S sum_s w_s}. Source: Burda, Grosse, Salakhutdinov
 * (2016), arXiv:1509.00519, section 3.
 *
 * @param samples S, draws for each example
 * @param estimator of its gradient
 */
public record Iwae(int samples, GradientEstimator estimator) implements OfWeights {
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
        ? OfWeights.super.loss(pass)
        : PathGradient.iwae(pass, estimator);
  }

  @Override
  public Var estimate(Pass pass, Var logWeights) {
    return pass.latent().logMeanExp(logWeights);
  }
}
