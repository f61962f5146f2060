package org.vae4j.models.posterior;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;

/**
 * A mixture of C diagonal Gaussians for each example. Draws are stratified: each component has its
 * own, which count by its weight, so that no component is sampled and gradients in the weights are
 * exact. Source: Morningstar et al. (2021), arXiv:2003.01687, the stratified bound.
 *
 * @param logWeights logarithms of weights that sum to 1, {@code [N, C]}
 * @param means {@code [N, C, D]}
 * @param logVars {@code [N, C, D]}
 */
public record GaussianMixture(Var logWeights, Var means, Var logVars) implements Posterior {
  /** Throws {@code IllegalArgumentException} if the shapes do not fit. */
  public GaussianMixture {
    boolean fits =
        means.shape().rank() == 3
            && logVars.shape().equals(means.shape())
            && logWeights.shape().equals(means.shape().without(2));
    if (!fits) {
      throw means.refused(
          "gaussian mixture: log-weights, means and log-variances must be [N, C], [N, C, D] and"
              + " [N, C, D]; got "
              + logWeights.shape()
              + ", "
              + means.shape()
              + " and "
              + logVars.shape());
    }
  }

  @Override
  public String name() {
    return "mixture";
  }

  @Override
  public Shape shape() {
    return means.shape().without(1);
  }

  /** C. */
  public int components() {
    return means.shape().dim(1);
  }

  @Override
  public Var mean() {
    int n = shape().dim(0);
    return means.times(logWeights.exp().reshape(n, components(), 1)).sum(1);
  }

  /**
   * In training {@code samples} draws of each component; where each draw has a row of noise of its
   * own, {@code samples} draws in all, the component of each by its weight.
   */
  @Override
  public Latent draw(Noise noise, int samples) {
    return noise.rowPerDraw() ? drawn(noise, samples) : stratified(noise, samples);
  }

  private Latent stratified(Noise noise, int samples) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    int c = components();
    Var normal = noise.normal(n, c * samples, d).reshape(n, c, samples, d);
    DiagonalGaussian each =
        new DiagonalGaussian(means.reshape(n, c, 1, d), logVars.reshape(n, c, 1, d));
    Var z = each.at(normal).reshape(n * c * samples, d);
    Var weights =
        logWeights
            .minus(Math.log(samples))
            .reshape(n, c, 1)
            .broadcastTo(Shape.of(n, c, samples))
            .reshape(n, c * samples);
    return new Latent(z, density(z.reshape(n, c * samples, d)), Optional.of(weights));
  }

  private Latent drawn(Noise noise, int samples) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    int c = components();
    Var gumbel =
        Var.noise(noise.name() + ".component", NoiseKind.GUMBEL, Shape.of(n * samples, c))
            .reshape(n, samples, c);
    Var score = logWeights.reshape(n, 1, c).plus(gumbel);
    Var top = score.max(2).reshape(n, samples, 1);
    Var chosen = Var.constant(1).minus(top.greater(score)).reshape(n, samples, c, 1);
    DiagonalGaussian each =
        new DiagonalGaussian(
            chosen.times(means.reshape(n, 1, c, d)).sum(2),
            chosen.times(logVars.reshape(n, 1, c, d)).sum(2));
    Var z = each.at(noise.normal(n, samples, d).reshape(n, samples, d));
    return new Latent(z.reshape(n * samples, d), density(z), Optional.empty());
  }

  @Override
  public Var logDensity(Var z) {
    int n = shape().dim(0);
    return density(z.reshape(n, 1, shape().dim(1))).reshape(n);
  }

  @Override
  public Var logDensity(Latent draws) {
    return density(draws.z().reshape(shape().dim(0), draws.samples(), shape().dim(1)));
  }

  @Override
  public Var logDensities(Var z) {
    return density(z.reshape(1, z.shape().dim(0), shape().dim(1))).transpose();
  }

  /** One log-sum-exp over components of joint densities, {@code [N, S, D] -> [N, S]}. */
  private Var density(Var z) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    int c = components();
    DiagonalGaussian each =
        new DiagonalGaussian(means.reshape(n, 1, c, d), logVars.reshape(n, 1, c, d));
    Var point = z.reshape(z.shape().dim(0), z.shape().dim(1), 1, d);
    return each.logDensity(point).plus(logWeights.reshape(n, 1, c)).logSumExp(2);
  }
}
