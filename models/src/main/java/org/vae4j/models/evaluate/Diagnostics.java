package org.vae4j.models.evaluate;

import java.util.Optional;

/**
 * How a trained model uses its codes.
 *
 * @param kl the parts of the KL, over test examples
 * @param activeUnits dimensions in use, over training examples
 * @param aggregate what codes say about their examples, over training examples
 * @param components how a prior's components are used, over training examples; empty for a prior
 *     without any
 */
public record Diagnostics(
    MeanKl kl, ActiveUnits activeUnits, Aggregate aggregate, Optional<ComponentUse> components) {}
