/**
 * Priors p(z) and the catalogue they are found in.
 *
 * <p>Reading order: {@link org.vae4j.priors.StandardNormal}, the only one here whose KL is closed;
 * {@code DiagonalMixture}, the density and the sampler that mixtures share; {@link
 * org.vae4j.priors.GaussianMixturePrior} and {@link org.vae4j.priors.VampPrior}, which differ in
 * where the components come from; {@link org.vae4j.priors.FlowPrior}, a normal seen through
 * bijections of {@code models.flow}; {@link org.vae4j.priors.StudentTPrior}, heavy tails; {@link
 * org.vae4j.priors.DirichletMixturePrior}, which learns how many components live; {@link
 * org.vae4j.priors.PriorFamily} and {@link org.vae4j.priors.PriorCatalogue}, by which a prior is
 * found by its name.
 *
 * <p>To add one: a file with a {@link org.vae4j.models.Prior} and its family, a line in {@code
 * META-INF/services/org.vae4j.priors.PriorFamily}. Every law of the contract suite then holds it to
 * account.
 */
@Library
package org.vae4j.priors;

import org.vae4j.autodiff.Library;
