/**
 * Closed forms, each written once over {@code Algebra} for values and gradients.
 *
 * <p>{@link org.vae4j.core.divergence.closed.GaussianKl} has the Gaussian divergences, each as a
 * {@link org.vae4j.core.divergence.closed.GaussianTerms} (and their derivatives, {@link
 * org.vae4j.core.divergence.closed.GaussianGradients}); {@link
 * org.vae4j.core.divergence.closed.FamilyKl} those of other continuous families and {@link
 * org.vae4j.core.divergence.closed.DiscreteKl} the discrete ones, as sums of named {@link
 * org.vae4j.core.divergence.closed.KlTerms}; {@code CrossKl} lists those between two families,
 * which {@code BoundedKl} and {@code FromNormal}, {@code FromGamma} and {@code FromLaplace} hold by
 * the family of q. {@link org.vae4j.core.divergence.closed.GaussianRenyi} and {@link
 * org.vae4j.core.divergence.closed.FamilyRenyi} are those of Renyi.
 *
 * <p>{@link org.vae4j.core.divergence.closed.ClosedKl} finds the formula for a pair. To add one: a
 * method in the file of its family and its line there, or in {@code CrossKl}.
 */
package org.vae4j.core.divergence.closed;
