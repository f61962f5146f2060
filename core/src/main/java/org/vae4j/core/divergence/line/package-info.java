/**
 * Divergences between distributions of one number, without a closed form.
 *
 * <p>{@link org.vae4j.core.divergence.line.Coverage} says where a divergence is infinite, and why,
 * by the {@code Extent} of a density or the {@code Outcomes} of a count. {@link
 * org.vae4j.core.divergence.line.Sections} cuts the line into pieces on which densities are smooth,
 * with {@code Landmarks} where their mass is; {@link org.vae4j.core.divergence.line.LineKl}
 * integrates over them. {@link org.vae4j.core.divergence.line.SeriesKl} sums over counts. {@code
 * LogRatio} is log p - log q without the cancellation of a difference.
 *
 * <p>A mixture is a list of {@link org.vae4j.core.divergence.line.Part}; other divergences
 * integrate their own {@link org.vae4j.core.divergence.line.PairForm}.
 */
package org.vae4j.core.divergence.line;
