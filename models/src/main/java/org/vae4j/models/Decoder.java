package org.vae4j.models;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.likelihood.Likelihood;

/** The generative network: z to the parameters of p(x|z). */
public final class Decoder implements Trainable {
  private final Layer trunk;
  private final Dense output;
  private final Likelihood likelihood;
  private final int features;

  /** A trunk with a linear head as wide as {@code likelihood} needs for X features. */
  public Decoder(Layer trunk, int features, Likelihood likelihood, Initializer initializer) {
    this.trunk = trunk;
    this.likelihood = likelihood;
    this.features = features;
    this.output =
        Dense.glorot(
            "decoder.output", trunk.outputs(), likelihood.outputsFor(features), initializer);
  }

  /** The parameters of p(x|z), {@code [N, D] -> [N, outputs]}. */
  public Var decode(Var z) {
    return output.apply(trunk.apply(z));
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
  public List<Parameter> parameters() {
    return Stream.of(trunk, output, likelihood)
        .flatMap(part -> part.parameters().stream())
        .toList();
  }
}
