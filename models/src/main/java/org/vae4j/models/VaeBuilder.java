package org.vae4j.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Hidden;
import org.vae4j.models.layer.Image;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.layer.Normalization;
import org.vae4j.models.levels.TwoLevels;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.models.posterior.PosteriorOptions;

/**
 * A VAE of fully connected networks, X - hidden - D - hidden reversed - X, by default 300-300-40
 * with tanh and a Bernoulli likelihood, or of convolutional ones.
 */
public final class VaeBuilder {
  private final int features;
  private List<Integer> hidden = List.of(300, 300);
  private Optional<ConvNet> convolutions = Optional.empty();
  private int latent = 40;
  private int upperLatent;
  private Activation activation = Activation.TANH;
  private Normalization normalization = Normalization.NONE;
  private double dropout;
  private boolean residual;
  private Likelihood likelihood = new Bernoulli(true);
  private PosteriorKind posterior = PosteriorKind.DIAGONAL;
  private OptionValues posteriorOptions = OptionValues.none();
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

  /**
   * Networks that halve images once for each number of channels, by convolutions of 4 x 4 pixels,
   * then have one dense layer of {@code width}; decoders mirror it. Hidden widths have no part in
   * it. Throws {@code IllegalArgumentException} if images are too small to be halved so often.
   */
  public VaeBuilder convolutions(Image image, List<Integer> channels, int width) {
    convolutions = Optional.of(new ConvNet(image, channels, width));
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

  /** What is done to the sums of a hidden layer before they bend; nothing unless said. */
  public VaeBuilder normalization(Normalization kind) {
    normalization = kind;
    return this;
  }

  /** The share of a hidden layer's results that training drops; none unless said. */
  public VaeBuilder dropout(double probability) {
    dropout = probability;
    return this;
  }

  /** Whether a hidden layer's input is added to its result; not unless said. */
  public VaeBuilder residual(boolean added) {
    residual = added;
    return this;
  }

  /**
   * The length of a second code above z, both of which q and p then are over: see {@link
   * TwoLevels}; 0 for none.
   */
  public VaeBuilder upperLatent(int size) {
    upperLatent = size;
    return this;
  }

  /** The form of q(z|x). */
  public VaeBuilder posterior(PosteriorKind kind) {
    return posterior(kind, OptionValues.none());
  }

  /** The form of q(z|x), with options of one's own: see {@link PosteriorOptions}. */
  public VaeBuilder posterior(PosteriorKind kind, OptionValues options) {
    posterior = kind;
    posteriorOptions = options;
    return this;
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
    if (convolutions.isPresent() && convolutions.get().image().size() != features) {
      throw new IllegalArgumentException(
          "vae: images must have " + features + " values; got " + convolutions.get().image());
    }
    Hidden layers = new Hidden(activation, normalization, dropout, residual);
    return upperLatent == 0 ? oneLevel(layers, prior) : twoLevels(layers, prior);
  }

  private Vae twoLevels(Hidden layers, Function<Encoder, Prior> prior) {
    if (convolutions.isPresent()) {
      throw new IllegalArgumentException(
          "vae: two levels have fully connected networks only; got convolutions");
    }
    return new TwoLevels(features, hidden, latent, upperLatent, layers, initializer())
        .vae(
            width -> posterior.head(width, upperLatent, posteriorOptions, initializer()),
            prior,
            likelihood);
  }

  private Vae oneLevel(Hidden layers, Function<Encoder, Prior> prior) {
    Initializer initializer = initializer();
    Layer trunk =
        convolutions
            .map(net -> net.encoder(layers, initializer))
            .orElseGet(() -> new Mlp("encoder", features, hidden, layers, initializer));
    Encoder encoder =
        new Encoder(trunk, posterior.head(trunk.outputs(), latent, posteriorOptions, initializer));
    return new Vae(encoder, decoder(layers, initializer), prior.apply(encoder));
  }

  private Decoder decoder(Hidden layers, Initializer initializer) {
    if (convolutions.isPresent()) {
      Layer network = convolutions.get().decoder(latent, likelihood, layers, initializer);
      return new Decoder(network, features, likelihood);
    }
    List<Integer> reversed = new ArrayList<>(hidden);
    Collections.reverse(reversed);
    Mlp down = new Mlp("decoder", latent, reversed, layers, initializer);
    return new Decoder(down, features, likelihood, initializer);
  }
}
