package org.vae4j.models.posterior;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.Shape;

/**
 * A batch of Gaussians with diagonal covariance, as q(z|x) has: mean and log-variance {@code [N,
 * D]} (or any shape that ends in D). Source: Kingma, Welling (2014), arXiv:1312.6114, section 3.
 *
 * @param mean the means
 * @param logVar the logarithms of the variances
 */
public record DiagonalGaussian(Var mean, Var logVar) implements Posterior {
  /** Throws {@code IllegalArgumentException} if the shapes differ. */
  public DiagonalGaussian {
    if (!mean.shape().equals(logVar.shape())) {
      throw mean.refused(
          "diagonal gaussian: mean and log-variance must have one shape; got "
              + mean.shape()
              + " and "
              + logVar.shape());
    }
  }

  @Override
  public String name() {
    return "diagonal";
  }

  @Override
  public Shape shape() {
    return mean.shape();
  }

  @Override
  public Latent draw(Noise noise, int samples) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    DiagonalGaussian each = samples == 1 ? this : eachOverDraws();
    Var normal = noise.normal(n, samples, d);
    Var z = each.at(normal).reshape(n * samples, d);
    return new Latent(z, each.logDensityAt(normal).reshape(n, samples), Optional.empty());
  }

  @Override
  public Var logDensity(Latent draws) {
    Var z = draws.z().reshape(draws.examples(), draws.samples(), shape().dim(1));
    return eachOverDraws().logDensity(z);
  }

  @Override
  public Var logDensities(Var z) {
    return logDensity(z.reshape(z.shape().dim(0), 1, z.shape().dim(1)));
  }

  DiagonalGaussian eachOverDraws() {
    Shape draws = Shape.of(shape().dim(0), 1, shape().dim(1));
    return new DiagonalGaussian(mean.reshape(draws), logVar.reshape(draws));
  }

  /** The point {@code mean + sd noise} for standard normal {@code noise}, reparameterised. */
  public Var at(Var noise) {
    return mean.plus(logVar.times(0.5).exp().times(noise));
  }

  /**
   * The log-density in nats, {@code [.., D] -> [..]}, broadcast over leading axes; what belongs to
   * the Gaussian alone is computed once for each Gaussian.
   */
  @Override
  public Var logDensity(Var z) {
    Var squares = z.minus(mean).square().times(logVar.negate().exp()).sum(-1);
    Var normaliser = logVar.plus(Constants.LOG_TWO_PI).sum(-1);
    return squares.plus(normaliser).times(-0.5);
  }

  /** {@link #logDensity} of {@link #at}, without the cancellation in {@code z - mean}. */
  public Var logDensityAt(Var noise) {
    return noise.square().plus(logVar).plus(Constants.LOG_TWO_PI).sum(-1).times(-0.5);
  }
}
