/**
 * Checks that stand on their own: numerical integration to hold a density or a closed form against.
 *
 * <p>{@link org.vae4j.core.verify.Quadrature} integrates over an interval, {@link
 * org.vae4j.core.verify.Cubature} over a rectangle; both refine where the error is.
 */
package org.vae4j.core.verify;
