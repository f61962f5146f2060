/**
 * Forms of q(z|x). A {@link org.vae4j.models.posterior.Posterior} gives draws and densities; its
 * draws are a {@link org.vae4j.models.posterior.Latent}, from a {@link
 * org.vae4j.models.posterior.Noise}. A {@link org.vae4j.models.posterior.PosteriorHead} makes one
 * of an encoder's features; {@link org.vae4j.models.posterior.PosteriorKind} lists the heads. Flows
 * among them carry a Gaussian along by a {@code Flow}, maps of each example's own.
 */
@Library
package org.vae4j.models.posterior;

import org.vae4j.autodiff.Library;
