package org.vae4j.models.posterior;

/**
 * What the forms of {@link PosteriorKind} may be set to; each takes what it knows.
 *
 * @param components of a mixture
 * @param layers of a flow
 * @param width of the hidden layer of the networks inside a flow
 */
public record PosteriorSettings(int components, int layers, int width) {
  /** Three components; four layers whose networks are 64 wide. */
  public static final PosteriorSettings USUAL = new PosteriorSettings(3, 4, 64);

  /** Throws {@code IllegalArgumentException} unless all are at least 1. */
  public PosteriorSettings {
    atLeastOne("components", components);
    atLeastOne("layers", layers);
    atLeastOne("width", width);
  }

  private static void atLeastOne(String name, int value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException("posterior: " + name + " must be >= 1; got " + value);
    }
  }
}
