package org.vae4j.priors;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.Encoded;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.layer.Initializer;

/**
 * A mixture whose components are Gaussians of its own, by parameters, with one logit each: all that
 * does not depend on what the weights are taken to be.
 */
abstract class LearnedMixture implements MixturePrior {
  private final Parameter logits;
  private final Components gaussians;

  LearnedMixture(Parameter logits, Components gaussians) {
    this.logits = logits;
    this.gaussians = gaussians;
  }

  /** Equal logits for the K components of {@code shape [K, D]}. */
  static Parameter equalLogits(Shape shape, Initializer initializer) {
    return initializer.constant("prior.logits", Shape.of(shape.dim(0)), 0);
  }

  /** The logits of the weights, {@code [K]}. */
  Parameter logits() {
    return logits;
  }

  /** The logarithms of the weights of the density, {@code [K]}. */
  abstract Var logMixingWeights();

  Mixture mixture() {
    return mixture(logMixingWeights());
  }

  /** The components with weights of one's own, {@code [K]}. */
  Mixture mixture(Var logWeights) {
    return gaussians.weighted(logWeights);
  }

  @Override
  public final int latent() {
    return gaussians.shape().dim(1);
  }

  @Override
  public final int components() {
    return gaussians.shape().dim(0);
  }

  @Override
  public final Var logDensity(Var z) {
    return mixture().logDensity(z);
  }

  @Override
  public final Var logJoint(Var z) {
    return mixture().joint(z);
  }

  @Override
  public final Var sample(String name, int count) {
    return mixture().sample(name, count);
  }

  @Override
  public final Var reparameterized(String name, int count) {
    return mixture().reparameterized(name, count);
  }

  /** {@inheritDoc} From there expectation maximisation takes over. */
  @Override
  public final void restart(Encoded encoded, long seed) {
    Maximisation.fromClusters(this, encoded.codes(), seed, this::assign);
  }

  /** Moves each component to where a group of points lies, with its weight. */
  void assign(Moments moments) {
    logits.assign(moments.logWeights());
    gaussians.assign(moments);
  }

  @Override
  public final List<Parameter> parameters() {
    return Stream.concat(Stream.of(logits), gaussians.parameters().stream()).toList();
  }
}
