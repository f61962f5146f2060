package org.vae4j.core.verify;

/**
 * The outcome of a numerical integration.
 *
 * @param value the integral
 * @param errorEstimate an estimate, usually far too large, of the absolute error of {@code value}
 * @param evaluations how many points the integrand was evaluated at
 */
public record Integral(double value, double errorEstimate, int evaluations) {}
