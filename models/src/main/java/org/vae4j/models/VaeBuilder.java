package org.vae4j.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.models.posterior.PosteriorSettings;

/**
 * A VAE of fully connected networks, X - hidden - D - hidden reversed - X; by default 784 features
 * would go through 300-300-40-300-300 with tanh and a Bernoulli likelihood.
 */
public final class VaeBuilder {
  private final int features;
  private List<Integer> hidden = List.of(300, 300);
  private int latent = 40;
  private Activation activation = Activation.TANH;
  private Likelihood likelihood = new Bernoulli(true);
  private PosteriorKind posterior = PosteriorKind.DIAGONAL;
  private PosteriorSettings posteriorSettings = PosteriorSettings.USUAL;
  private long seed = 1;

  VaeBuilder(int features) {
    this.features = features;
  }

  /** Widths of the encoder's hidden layers; the decoder has them in reverse. */
  public VaeBuilder hidden(int... widths) {
    hidden = Arrays.stream(widths).boxed().toList();
    return this;
  }

  /** Widths of the encoder's hidden layers; the decoder has them in reverse. */
  public VaeBuilder hidden(List<Integer> widths) {
    hidden = List.copyOf(widths);
    return this;
  }

  /** D, the length of a code. */
  public VaeBuilder latent(int size) {
    latent = size;
    return this;
  }

  /** The kind of hidden layer. */
  public VaeBuilder activation(Activation kind) {
    activation = kind;
    return this;
  }

  /** The form of q(z|x). */
  public VaeBuilder posterior(PosteriorKind kind) {
    posterior = kind;
    return this;
  }

  /** The form of q(z|x), with numbers of components, layers and units of one's own. */
  public VaeBuilder posterior(PosteriorKind kind, PosteriorSettings settings) {
    posteriorSettings = settings;
    return posterior(kind);
  }

  /** p(x|z) from what the decoder puts out. */
  public VaeBuilder likelihood(Likelihood density) {
    likelihood = density;
    return this;
  }

  /** The seed of the initial values. */
  public VaeBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Where initial values come from, for a prior that has parameters of its own. */
  public Initializer initializer() {
    return new Initializer(seed);
  }

  /**
   * The model under the prior that {@code prior} makes for its encoder. Throws {@code
   * IllegalArgumentException} unless all sizes are positive.
   */
  public Vae build(Function<Encoder, Prior> prior) {
    if (!(features > 0 && latent > 0)) {
      throw new IllegalArgumentException(
          "vae: features and latent must be > 0; got " + features + " and " + latent);
    }
    List<Integer> reversed = new ArrayList<>(hidden);
    Collections.reverse(reversed);
    Initializer initializer = initializer();
    Mlp up = new Mlp("encoder", features, hidden, activation, initializer);
    Mlp down = new Mlp("decoder", latent, reversed, activation, initializer);
    Encoder encoder =
        new Encoder(up, posterior.head(up.outputs(), latent, posteriorSettings, initializer));
    Decoder decoder = new Decoder(down, features, likelihood, initializer);
    return new Vae(encoder, decoder, prior.apply(encoder));
  }
}
