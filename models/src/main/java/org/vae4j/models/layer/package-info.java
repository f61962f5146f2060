/**
 * Layers and how they start. {@code Dense} and {@code Convolution} are linear; {@code Hidden} makes
 * a hidden layer of one, with an {@code Activation} or a gate, {@code Normalization}, {@code
 * Dropout} and a {@code Residual} way around it; {@code Mlp} and {@code Sequence} put them in
 * order. A {@code Mode} says whether they are applied to train or to evaluate.
 */
@Library
package org.vae4j.models.layer;

import org.vae4j.autodiff.Library;
