/**
 * Layers and how they start: {@code Dense}, {@code Gated}, and the {@code Mlp} made of them; a
 * {@code Mode} says whether they are applied to train or to evaluate.
 */
package org.vae4j.models.layer;
