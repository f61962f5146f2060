/**
 * The variational autoencoder: {@link org.vae4j.models.Encoder}, {@link org.vae4j.models.Decoder}
 * and {@link org.vae4j.models.Prior} make a {@link org.vae4j.models.Vae}; {@code objective} says
 * what is minimised, {@code train} does it by an {@code optimizer}, {@code evaluate} measures the
 * result, {@code data} feeds both.
 */
@Library
package org.vae4j.models;

import org.vae4j.autodiff.Library;
