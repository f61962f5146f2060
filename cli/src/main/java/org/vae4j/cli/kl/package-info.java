/**
 * {@code kl}: the divergence between two distributions that are named in text.
 *
 * <p>A {@link org.vae4j.cli.kl.KlAnswer} goes to a {@link org.vae4j.cli.kl.KlPage}, with the
 * derivation as {@code KlSteps}, to {@code KlJson} or, line by line, through {@code KlBatch}.
 * Nothing on its way loads ND4J or a JSON binding, so that it starts at once.
 */
package org.vae4j.cli.kl;
