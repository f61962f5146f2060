package org.vae4j.models.posterior;

import org.vae4j.models.option.Option;

/** What forms of q(z|x) can be told; each of {@link PosteriorKind} declares what it uses. */
public final class PosteriorOptions {
  /** Of a mixture. */
  public static final Option<Integer> COMPONENTS =
      Option.whole("posterior-components", "C", 1, 3, "components of q(z|x)");

  /** Of a flow. */
  public static final Option<Integer> LAYERS =
      Option.whole("posterior-layers", "N", 1, 4, "layers of the flow");

  /** Of the hidden layer of the networks inside a flow. */
  public static final Option<Integer> WIDTH =
      Option.whole("posterior-width", "N", 1, 64, "width of the networks inside the flow");

  private PosteriorOptions() {}
}
