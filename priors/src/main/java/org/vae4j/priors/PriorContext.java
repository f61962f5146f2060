package org.vae4j.priors;

import org.vae4j.models.Encoder;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.OptionValues;

/**
 * What a {@link PriorFamily} may build its prior from.
 *
 * @param encoder the encoder of the model
 * @param examples the training set
 * @param options what is given for the options of the family
 * @param initializer start values by seed and name
 */
public record PriorContext(
    Encoder encoder, Examples examples, OptionValues options, Initializer initializer) {
  /** D, the length of a code. */
  public int latent() {
    return encoder.latent();
  }
}
