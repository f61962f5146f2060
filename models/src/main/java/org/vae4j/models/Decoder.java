package org.vae4j.models;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.likelihood.Likelihood;

/** The generative network: z to the parameters of p(x|z). */
public final class Decoder implements Compound {
  private final Layer network;
  private final Likelihood likelihood;
  private final int features;

  /** A trunk with a linear head as wide as {@code likelihood} needs for X features. */
  public Decoder(Layer trunk, int features, Likelihood likelihood, Initializer initializer) {
    this.likelihood = likelihood;
    this.features = features;
    Dense output =
        Dense.glorot(
            "decoder.output", trunk.outputs(), likelihood.outputsFor(features), initializer);
    this.network = Sequence.of(trunk, output);
  }

  /**
   * A network that gives the parameters of p(x|z) itself, such as one that ends in a convolution.
   * Throws {@code IllegalArgumentException} unless its rows are as wide as {@code likelihood} needs
   * for X features.
   */
  public Decoder(Layer network, int features, Likelihood likelihood) {
    if (network.outputs() != likelihood.outputsFor(features)) {
      throw new IllegalArgumentException(
          "decoder: network must have "
              + likelihood.outputsFor(features)
              + " outputs; got "
              + network.outputs());
    }
    this.likelihood = likelihood;
    this.features = features;
    this.network = network;
  }

  /** The parameters of p(x|z), {@code [N, D] -> [N, outputs]}, as what has been learned says. */
  public Var decode(Var z) {
    return decode(z, Mode.EVALUATION);
  }

  /** The parameters of p(x|z) by a network applied as {@code mode} says. */
  public Var decode(Var z, Mode mode) {
    return network.apply(z, mode);
  }

  /** How decoded parameters give a density of x. */
  public Likelihood likelihood() {
    return likelihood;
  }

  /** X, the length of an example. */
  public int features() {
    return features;
  }

  @Override
  public List<Trainable> parts() {
    return List.of(network, likelihood);
  }
}
