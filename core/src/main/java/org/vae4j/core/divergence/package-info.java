/**
 * Divergences: closed forms, written once for values and gradients, and numbers for every other
 * pair. Those of Kullback and Leibler are in nats.
 *
 * <p>{@link org.vae4j.core.divergence.Kl} finds the best way for a pair of distributions, and says
 * in an {@link org.vae4j.core.divergence.Estimate} which {@link org.vae4j.core.divergence.Method}
 * it was; a {@link org.vae4j.core.divergence.KlCheck} is a second opinion. Others are found alike:
 * {@link org.vae4j.core.divergence.Renyi} and what is made of it, {@link
 * org.vae4j.core.divergence.Bhattacharyya}, {@link org.vae4j.core.divergence.Hellinger} and {@link
 * org.vae4j.core.divergence.AlphaDivergence}; {@link org.vae4j.core.divergence.JensenShannon} and
 * {@link org.vae4j.core.divergence.Jeffreys}.
 *
 * <p>The ways are packages: {@link org.vae4j.core.divergence.closed} for formulas, {@link
 * org.vae4j.core.divergence.line} for quadrature and series, and {@code MonteCarloKl} for draws.
 * {@link org.vae4j.core.divergence.mixture} has bounds between mixtures, {@link
 * org.vae4j.core.divergence.sample} compares samples.
 */
package org.vae4j.core.divergence;
