/**
 * Divergences: closed forms, written once for values and gradients, and numbers for every other
 * pair. Those of Kullback and Leibler are in nats.
 *
 * <p>{@link org.vae4j.core.divergence.Kl} finds the best way for a pair of distributions, and says
 * in an {@link org.vae4j.core.divergence.Estimate} which {@link org.vae4j.core.divergence.Method}
 * it was; a {@link org.vae4j.core.divergence.KlCheck} is a second opinion. Of the closed forms,
 * {@link org.vae4j.core.divergence.GaussianKl} has the Gaussian ones, each as a {@link
 * org.vae4j.core.divergence.GaussianTerms} (and their derivatives, {@link
 * org.vae4j.core.divergence.GaussianGradients}); {@link org.vae4j.core.divergence.FamilyKl} those
 * of other continuous families and {@link org.vae4j.core.divergence.DiscreteKl} the discrete ones,
 * as sums of named {@link org.vae4j.core.divergence.KlTerms}; {@code CrossKl} lists those between
 * two families. {@link org.vae4j.core.divergence.Coverage} says where a divergence is infinite, and
 * why.
 *
 * <p>{@link org.vae4j.core.divergence.MixtureKl} has what there is between mixtures: {@link
 * org.vae4j.core.divergence.MixtureBounds}, each formula of which says by {@link
 * org.vae4j.core.divergence.MixtureFormula} on which side it lies.
 *
 * <p>Divergences by transport are in {@link org.vae4j.core.divergence.Wasserstein} (Gaussians, and
 * samples sliced) and {@link org.vae4j.core.divergence.Sinkhorn}; {@link
 * org.vae4j.core.divergence.Mmd} compares samples under a {@link org.vae4j.core.divergence.Kernel}.
 *
 * <p>Other divergences say by an {@link org.vae4j.core.divergence.Estimate} how they were found:
 * {@link org.vae4j.core.divergence.Renyi} and what is made of it, {@link
 * org.vae4j.core.divergence.Bhattacharyya}, {@link org.vae4j.core.divergence.Hellinger} and {@link
 * org.vae4j.core.divergence.AlphaDivergence}; {@link org.vae4j.core.divergence.JensenShannon} and
 * {@link org.vae4j.core.divergence.Jeffreys}.
 */
package org.vae4j.core.divergence;
