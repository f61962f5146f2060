package org.vae4j.core.derivation;

/**
 * Two ends that a divergence lies between, in nats.
 *
 * @param lower at least 0
 * @param upper may be infinite
 */
public record Interval(double lower, double upper) {}
