/**
 * Distributions over any arithmetic: log densities, draws from an explicit stream, moments and
 * entropies.
 *
 * <p>Start at {@link org.vae4j.core.distribution.Distribution}; each family is a file of its own,
 * and {@link org.vae4j.core.distribution.Distributions} reads them from text. A density is
 * evaluated at a {@link org.vae4j.core.distribution.Point}, which keeps the digits of numbers next
 * to an end or far from 0.
 */
package org.vae4j.core.distribution;
