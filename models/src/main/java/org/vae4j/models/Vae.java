package org.vae4j.models;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;

/**
 * A variational autoencoder: q(z|x), p(x|z) and p(z). Source: Kingma, Welling (2014),
 * arXiv:1312.6114; Rezende, Mohamed, Wierstra (2014), arXiv:1401.4082.
 *
 * @param encoder q(z|x)
 * @param decoder p(x|z)
 * @param prior p(z); it may share the encoder, whose parameters then count once
 */
public record Vae(Encoder encoder, Decoder decoder, Prior prior) implements Trainable {
  /**
   * Throws {@code IllegalArgumentException} if encoder and prior differ in the length of a code.
   */
  public Vae {
    if (encoder.latent() != prior.latent()) {
      throw new IllegalArgumentException(
          "vae: encoder and prior must have one latent size; got "
              + encoder.latent()
              + " and "
              + prior.latent());
    }
  }

  /** All parameters: encoder, decoder, then what the prior has of its own. */
  @Override
  public List<Parameter> parameters() {
    return Stream.of(encoder, decoder, prior)
        .flatMap(part -> part.parameters().stream())
        .distinct()
        .toList();
  }
}
