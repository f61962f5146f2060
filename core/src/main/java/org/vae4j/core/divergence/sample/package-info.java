/**
 * Distances between samples, and by transport.
 *
 * <p>{@link org.vae4j.core.divergence.sample.Wasserstein} is between Gaussians, and between samples
 * sliced; {@link org.vae4j.core.divergence.sample.Sinkhorn} is transport with an entropy; {@link
 * org.vae4j.core.divergence.sample.Mmd} compares samples under a {@link
 * org.vae4j.core.divergence.sample.Kernel}. All are differentiable.
 */
package org.vae4j.core.divergence.sample;
