package org.vae4j.models;

import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;

/**
 * A KL, or a bound of one, whose Gaussian part comes by term: {@code terms.kl + rest}, {@code [B]}
 * each, in nats.
 *
 * @param terms the Gaussian part; for a mixture its mean under q(c|x)
 * @param rest what has no terms: for a mixture {@code KL(q(c|x) || p(c))}, else 0
 */
public record KlParts(GaussianTerms<Var> terms, Var rest) {
  /** The sum. */
  public Var kl() {
    return terms.kl().plus(rest);
  }
}
