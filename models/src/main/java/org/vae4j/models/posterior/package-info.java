/**
 * Forms of q(z|x). A {@link org.vae4j.models.posterior.Posterior} gives draws and densities; its
 * draws are a {@link org.vae4j.models.posterior.Latent}, from a {@link
 * org.vae4j.models.posterior.Noise}.
 */
package org.vae4j.models.posterior;
