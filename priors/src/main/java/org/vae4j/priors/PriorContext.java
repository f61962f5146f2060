package org.vae4j.priors;

import java.util.function.IntFunction;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoder;
import org.vae4j.models.layer.Initializer;

/**
 * What a {@link PriorFamily} may build its prior from.
 *
 * @param encoder the encoder of the model
 * @param features X, the length of an example
 * @param components K, for mixtures
 * @param handling what a mixture does with the component while it is trained
 * @param pseudoInputs how the pseudo-inputs of a VampPrior start
 * @param firstRows the first n rows of the training set, {@code n -> [n, X]}
 * @param initializer start values by seed and name
 */
public record PriorContext(
    Encoder encoder,
    int features,
    int components,
    ComponentHandling handling,
    PseudoInputs pseudoInputs,
    IntFunction<Tensor> firstRows,
    Initializer initializer) {
  /** Throws {@code IllegalArgumentException} unless there are features and components. */
  public PriorContext {
    Check.atLeastOne("prior: features", features);
    Check.atLeastOne("prior: components", components);
  }

  /** D, the length of a code. */
  public int latent() {
    return encoder.latent();
  }
}
