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
 * @param examples N, the size of the training set
 * @param components K, for mixtures
 * @param covariance the covariance of a Gaussian mixture's components
 * @param handling what a mixture does with the component while it is trained
 * @param pseudoInputs how the pseudo-inputs of a VampPrior start
 * @param options what is given for the options that families declare
 * @param firstRows the first n rows of the training set, {@code n -> [n, X]}
 * @param initializer start values by seed and name
 */
public record PriorContext(
    Encoder encoder,
    int features,
    int examples,
    int components,
    Covariance covariance,
    ComponentHandling handling,
    PseudoInputs pseudoInputs,
    PriorOptions options,
    IntFunction<Tensor> firstRows,
    Initializer initializer) {
  /** Throws {@code IllegalArgumentException} unless there are features, examples and components. */
  public PriorContext {
    Check.atLeastOne("prior: features", features);
    Check.atLeastOne("prior: examples", examples);
    Check.atLeastOne("prior: components", components);
  }

  /** D, the length of a code. */
  public int latent() {
    return encoder.latent();
  }
}
