package org.vae4j.models;

import org.vae4j.core.Tensor;

/**
 * Examples with one draw from q(z|x) each: together the draws show the aggregate posterior, which a
 * prior may start from.
 *
 * @param examples {@code [N, X]}
 * @param codes {@code [N, D]}
 */
public record Encoded(Tensor examples, Tensor codes) {
  /** Throws {@code IllegalArgumentException} unless both have as many rows. */
  public Encoded {
    boolean fits =
        examples.shape().rank() == 2
            && codes.shape().rank() == 2
            && examples.shape().dim(0) == codes.shape().dim(0);
    if (!fits) {
      throw new IllegalArgumentException(
          "encoded: examples must be [N, X] and codes [N, D]; got "
              + examples.shape()
              + " and "
              + codes.shape());
    }
  }
}
