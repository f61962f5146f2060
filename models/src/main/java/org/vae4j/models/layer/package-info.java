/** Layers and how they start: {@code Dense}, {@code Gated}, and the {@code Mlp} made of them. */
package org.vae4j.models.layer;
