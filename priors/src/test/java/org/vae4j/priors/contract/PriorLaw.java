package org.vae4j.priors.contract;

import java.util.function.Consumer;
import org.vae4j.models.Prior;

/**
 * What every prior must obey, in two dimensions and at any parameters: at initial ones, where
 * components may be equal, several of these could not fail. All noise is seeded.
 */
public enum PriorLaw {
  /** {@code |integral of p - 1| <= 1e-6}, by cubature over the plane. */
  NORMALISED("the density integrates to 1", DensityLaws::integratesToOne),
  /** Chi-square of 100 000 draws on integrals of the density over cells. */
  SAMPLED("the sampler agrees with the density", SamplerLaws::agreesWithDensity),
  /** The same draw gives the same bits, whole or in parts; another seed gives others. */
  REPEATABLE("one seed gives one set of bits, however rows are cut", SamplerLaws::isRepeatable),
  /** The mean of {@code klFrom} over z from q is the integral of q log q/p, within 4 errors. */
  UNBIASED("the mean of the KL is the integral of q log q/p", KlLaws::meanIsTheIntegral),
  /** {@code klFrom} is the mean of log q - log p over z from q, within 4 errors. */
  MONTE_CARLO("the KL is the Monte Carlo KL", KlLaws::agreesWithMonteCarlo),
  /** The terms, where there are any, add up to {@code klFrom}. */
  TERMS("the terms of the KL add up to it", KlLaws::termsAddUp),
  /** Gradients in parameters, z and q agree with finite differences to 1e-6. */
  DIFFERENTIABLE("gradients agree with finite differences", GradientLaws::agreeWithDifferences),
  /** Far points and extreme posteriors have finite values and gradients. */
  FINITE("extremes stay finite", GradientLaws::stayFinite);

  private final String phrase;
  private final Consumer<Prior> law;

  PriorLaw(String phrase, Consumer<Prior> law) {
    this.phrase = phrase;
    this.law = law;
  }

  /**
   * Throws {@code AssertionError} if {@code prior} breaks the law, {@code IllegalArgumentException}
   * unless its codes have length 2.
   */
  public void check(Prior prior) {
    if (prior.latent() != 2) {
      throw new IllegalArgumentException(
          "contract: the prior must have 2 dimensions; got " + prior.latent());
    }
    law.accept(prior);
  }

  /** The law in words. */
  @Override
  public String toString() {
    return phrase;
  }
}
