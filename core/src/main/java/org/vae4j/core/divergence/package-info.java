/**
 * Kullback-Leibler divergences in closed form, in nats, written once for values and gradients.
 *
 * <p>{@link org.vae4j.core.divergence.GaussianKl} has the Gaussian ones; each comes as a {@link
 * org.vae4j.core.divergence.GaussianTerms}, split into what moves the mean, what scales the
 * variance and what the log determinants leave.
 */
package org.vae4j.core.divergence;
