/**
 * Divergences between mixtures, from their components.
 *
 * <p>{@link org.vae4j.core.divergence.mixture.MixtureKl} finds all that there is: {@link
 * org.vae4j.core.divergence.mixture.MixtureBounds}, each formula of which says by {@link
 * org.vae4j.core.divergence.mixture.MixtureFormula} on which side it lies. The formulas read {@code
 * PairMatrices}, where each component of q meets each of p: a {@code Stack} of components of one
 * kind is one distribution, and {@link org.vae4j.core.divergence.mixture.Overlap} the integral of
 * their product.
 */
package org.vae4j.core.divergence.mixture;
