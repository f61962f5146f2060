package org.vae4j.priors;

import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.KlParts;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * KL(q(z|x) q(c|x) || p(z, c)) for an explicit q(c|x), exactly summed over components: {@code sum_c
 * gamma_c KL(q || p_c) + KL(gamma || w)}. Whatever gamma is, this is an upper bound of KL(q || p).
 *
 * @param logWeights {@code log w}, {@code [K]}
 * @param terms {@code KL(q || p_c)} by term, {@code [B, K]} each
 * @param logGamma {@code log q(c|x)}, {@code [B, K]}
 */
record ComponentKl(Var logWeights, GaussianTerms<Var> terms, Var logGamma) {
  /**
   * With the gamma that makes it least, {@code gamma_c ~ w_c exp(-KL(q || p_c))}. Throws {@code
   * IllegalArgumentException} unless q is Gaussian.
   */
  static ComponentKl least(Mixture mixture, Posterior q) {
    GaussianTerms<Var> terms = terms(mixture, q);
    Var score = mixture.logWeights().minus(terms.kl());
    return new ComponentKl(mixture.logWeights(), terms, score.logSoftmax(1));
  }

  /**
   * With the mean over draws of the responsibilities p(c|z). Source: Jiang et al. (2017),
   * arXiv:1611.05148, eq. 16, there with one draw.
   */
  static ComponentKl atDraws(Mixture mixture, Posterior q, Latent draws) {
    int k = mixture.logWeights().shape().dim(0);
    Var perDraw = mixture.joint(draws.z()).logSoftmax(1);
    Var each = perDraw.reshape(draws.examples(), draws.samples(), k);
    Var weights = draws.weights().log().reshape(draws.examples(), draws.samples(), 1);
    return new ComponentKl(
        mixture.logWeights(), terms(mixture, q), each.plus(weights).logSumExp(1));
  }

  private static GaussianTerms<Var> terms(Mixture mixture, Posterior q) {
    return mixture
        .terms(q)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "gmm: only gmm-component marginal goes with a posterior whose KL(q || p_c) has no"
                        + " closed form; got "
                        + q.name()));
  }

  /** The bound by its parts, the Gaussian terms averaged under gamma, {@code [B]} each. */
  KlParts parts() {
    Var gamma = logGamma.exp();
    return new KlParts(
        new GaussianTerms<>(
            gamma.times(terms.mean()).sum(1),
            gamma.times(terms.variance()).sum(1),
            gamma.times(terms.logDeterminant()).sum(1),
            gamma.times(terms.kl()).sum(1)),
        categorical());
  }

  /** The bound with these choices of a component for gamma in its first term, {@code [B]}. */
  Var at(Var chosen) {
    return chosen.times(terms.kl()).sum(1).plus(categorical());
  }

  /** {@code KL(gamma || w)}, {@code [B]}. */
  private Var categorical() {
    return logGamma.exp().times(logGamma.minus(logWeights)).sum(1);
  }
}
