/**
 * Checks that stand on their own: numerical integration and sampling to hold a density, a closed
 * form or an estimate against. Densities are plain functions, of any family.
 *
 * <p>{@link org.vae4j.core.verify.NumericalKl} is KL(q || p) by quadrature from two log densities,
 * and {@link org.vae4j.core.verify.MonteCarlo} the mean over draws, with its standard error and the
 * z-score of a claim. To check a formula for the KL of two logistic distributions, say:
 *
 * <pre>{@code
 * DoubleUnaryOperator logQ = x -> -x - 2 * Math.log1p(Math.exp(-x));
 * DoubleUnaryOperator logP = x -> logQ.applyAsDouble(x - 1);
 * double kl = NumericalKl.quadrature(logQ, logP, NEGATIVE_INFINITY, POSITIVE_INFINITY).value();
 * double[] draws = random.doubles(100_000).map(u -> Math.log(u / (1 - u))).toArray();
 * double z = MonteCarlo.klFromSamples(draws, logQ, logP).zScore(kl);
 * }</pre>
 *
 * <p>A claim more than 4 standard errors away is wrong. Quadrature finds peaks by itself unless
 * they are very narrow and far from 0; a {@link org.vae4j.core.verify.Landmark} tells it where they
 * are.
 *
 * <p>Beneath, {@link org.vae4j.core.verify.LineQuadrature} integrates over the line around given
 * landmarks, {@link org.vae4j.core.verify.Quadrature} over an interval and {@link
 * org.vae4j.core.verify.Cubature} over a rectangle; all refine where the error is.
 */
package org.vae4j.core.verify;
