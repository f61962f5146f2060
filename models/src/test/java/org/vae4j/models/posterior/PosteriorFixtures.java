package org.vae4j.models.posterior;

import org.vae4j.models.option.OptionValues;

/** Options of posteriors for tests. */
public final class PosteriorFixtures {
  private PosteriorFixtures() {}

  /** What {@code kind} uses of these. */
  public static OptionValues options(PosteriorKind kind, int components, int layers, int width) {
    return kind.own(
        OptionValues.none()
            .with(PosteriorOptions.COMPONENTS, components)
            .with(PosteriorOptions.LAYERS, layers)
            .with(PosteriorOptions.WIDTH, width));
  }
}
