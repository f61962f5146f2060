package org.vae4j.models.train;

/**
 * How hard each term pulls at q(z|x): the length of its gradient with respect to the mean and
 * log-variance of an example's q, as a root mean square over examples. It does not depend on the
 * batch size; the gradient of a batch mean over B examples is {@code sqrt(B)} times shorter.
 *
 * @param mean of the KL's mean term
 * @param variance of the KL's variance term
 * @param logDeterminant of the KL's log-determinant term
 * @param reconstruction of the reconstruction term
 */
public record GradientNorms(
    double mean, double variance, double logDeterminant, double reconstruction) {}
