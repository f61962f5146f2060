package org.vae4j.models.posterior;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * A Gaussian carried along by invertible maps: {@code log q(z|x) = log q0(z0) - log |det dz/dz0|}
 * with {@code z = f(z0)}. Densities of its own draws follow them forward; at any other z they come
 * back through the inverse. Source: Rezende, Mohamed (2015), arXiv:1505.05770, section 3.
 */
public final class FlowPosterior implements Posterior {
  private final DiagonalGaussian base;
  private final Flow flow;

  FlowPosterior(DiagonalGaussian base, Flow flow) {
    this.base = base;
    this.flow = flow;
  }

  /** The density of z0. */
  public DiagonalGaussian base() {
    return base;
  }

  @Override
  public String name() {
    return flow.name();
  }

  @Override
  public Shape shape() {
    return base.shape();
  }

  /** The image of the base's mean, {@code [N, D]}: the mean of q has no closed form. */
  @Override
  public Var mean() {
    return flow.forward(perExample(base.mean(), 1)).z().reshape(shape());
  }

  @Override
  public Latent draw(Noise noise, int samples) {
    Latent start = base.draw(noise, samples);
    Flow.Moved end = flow.forward(perExample(start.z(), samples));
    Var density = start.logDensity().minus(end.logDeterminant());
    return new Latent(end.z().reshape(start.z().shape()), density, Optional.empty());
  }

  @Override
  public Var logDensity(Var z) {
    return density(perExample(z, 1)).reshape(shape().dim(0));
  }

  @Override
  public Var logDensity(Latent draws) {
    return density(perExample(draws.z(), draws.samples()));
  }

  @Override
  public Var logDensities(Var z) {
    return density(z.reshape(1, z.shape().dim(0), shape().dim(1))).transpose();
  }

  @Override
  public double cost() {
    return base.cost() + flow.cost();
  }

  private Var perExample(Var rows, int samples) {
    return rows.reshape(shape().dim(0), samples, shape().dim(1));
  }

  /** {@code [N or 1, S, D] -> [N, S]}. */
  private Var density(Var points) {
    Flow.Moved start = flow.inverse(points);
    return base.eachOverDraws().logDensity(start.z()).plus(start.logDeterminant());
  }
}
