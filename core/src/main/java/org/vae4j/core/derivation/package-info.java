/**
 * How a KL divergence comes about, step by step with the numbers put in, for a reader with a
 * pencil.
 *
 * <p>Start at {@link org.vae4j.core.derivation.Derivation}: a list of {@link
 * org.vae4j.core.derivation.Step}s. One idea serves nearly every pair: a log density is a constant
 * plus coefficients times statistics of x ({@code LogDensity}), so the divergence is the same sum
 * with each statistic replaced by its expectation under q ({@code Expectations}), and statistics
 * that both densities share are merged first ({@code Difference}). Both tables hold {@code
 * Formula}s, texts that are read with letters, read with numbers, and evaluated, so that these
 * three cannot disagree. Vectors and classes have a file each, and pairs that only an algorithm can
 * do have {@code Estimated}.
 */
package org.vae4j.core.derivation;
