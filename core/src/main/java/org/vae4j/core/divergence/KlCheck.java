package org.vae4j.core.divergence;

/**
 * A second opinion on a KL(q || p), found without the formula or the draws of the first.
 *
 * @param method how the second value was found; {@code INFINITE} where none can be, as no
 *     quadrature and no draws can confirm an infinite integral
 * @param value the second value, in nats
 * @param error what the second value may be off by: an error estimate, or a standard error
 * @param difference the first value minus the second; 0 where both are infinite
 * @param z the difference in standard errors of both, for {@code MONTE_CARLO}; NaN for others
 * @param agrees whether the two values can be the same divergence
 * @param note why, in words, where the numbers alone do not say
 */
public record KlCheck(
    Method method,
    double value,
    double error,
    double difference,
    double z,
    boolean agrees,
    String note) {}
