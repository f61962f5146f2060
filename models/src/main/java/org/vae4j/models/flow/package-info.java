/**
 * Invertible maps of codes whose log-determinant is known: what flow priors and flow posteriors are
 * made of.
 *
 * <p>Reading order: {@link org.vae4j.models.flow.Bijection} and the {@link
 * org.vae4j.models.flow.Mapped} it gives; {@code Rescaling}, the shift and scale that all layers
 * end in; {@link org.vae4j.models.flow.Coupling} and {@link
 * org.vae4j.models.flow.MaskedAutoregressive}, which differ in what a shift may depend on; {@link
 * org.vae4j.models.flow.Chain}, layers in sequence; {@link org.vae4j.models.flow.FlowKind}, by
 * which a chain is chosen by name.
 */
@Library
package org.vae4j.models.flow;

import org.vae4j.autodiff.Library;
