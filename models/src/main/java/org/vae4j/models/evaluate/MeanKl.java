package org.vae4j.models.evaluate;

import java.util.Optional;

/**
 * What KL(q(z|x) || p(z)) is made of, averaged over examples, in nats. By one draw of z it is the
 * cross-entropy minus the entropy, whatever posterior and prior are.
 *
 * @param entropy of q(z|x)
 * @param crossEntropy {@code -E_q log p(z)}
 * @param byDimension its terms along each dimension; empty where the KL has none
 */
public record MeanKl(double entropy, double crossEntropy, Optional<KlByDimension> byDimension) {}
