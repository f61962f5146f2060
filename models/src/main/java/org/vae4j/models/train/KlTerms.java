package org.vae4j.models.train;

/**
 * The terms of a Gaussian KL, averaged over examples, nats per example; their sum is the KL.
 *
 * @param mean the distance of the means
 * @param variance the ratio of the variances, with its {@code -D/2}
 * @param logDeterminant the logarithm of that ratio
 */
public record KlTerms(double mean, double variance, double logDeterminant) {}
