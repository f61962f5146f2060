package org.vae4j.models.posterior;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.Matrices;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * A batch of Gaussians with full covariance {@code L L^T}. Source: Kingma, Welling (2019),
 * arXiv:1906.02691, section 2.5.1.
 *
 * @param mean {@code [N, D]}
 * @param cholesky L, lower triangular with a positive diagonal, {@code [N, D, D]}
 */
public record FullGaussian(Var mean, Var cholesky) implements Posterior {
  /** Throws {@code IllegalArgumentException} if the shapes do not fit. */
  public FullGaussian {
    Shape shape = mean.shape();
    if (!cholesky.shape().equals(shape.append(shape.dim(-1)))) {
      throw mean.refused(
          "full gaussian: mean and Cholesky factor must be [N, D] and [N, D, D]; got "
              + shape
              + " and "
              + cholesky.shape());
    }
  }

  /**
   * From the logarithm of the factor's diagonal, {@code [N, D]}, and {@code [N, D, D]} of which
   * what lies below the diagonal is read.
   */
  public static FullGaussian of(Var mean, Var logDiagonal, Var below) {
    int d = mean.shape().dim(-1);
    Var diagonal = Matrices.onDiagonal(logDiagonal.exp());
    double[] mask = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        mask[i * d + j] = 1;
      }
    }
    Var lower = below.times(Var.constant(Tensor.of(Shape.of(d, d), mask)));
    return new FullGaussian(mean, lower.plus(diagonal));
  }

  @Override
  public String name() {
    return "full";
  }

  @Override
  public Shape shape() {
    return mean.shape();
  }

  /** {@code z = mean + L noise}. */
  @Override
  public Latent draw(Noise noise, int samples) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    Var normal = noise.normal(n, samples, d).reshape(n, samples, d);
    Var moved = cholesky.reshape(n, 1, d, d).times(normal.reshape(n, samples, 1, d)).sum(-1);
    Var z = mean.reshape(n, 1, d).plus(moved).reshape(n * samples, d);
    Var squares = normal.square().plus(Constants.LOG_TWO_PI).sum(-1).times(-0.5);
    return new Latent(z, squares.minus(logDeterminant().reshape(n, 1)), Optional.empty());
  }

  /** {@code log det L}, {@code [N]}. */
  private Var logDeterminant() {
    return cholesky.diagonal().log().sum(-1);
  }

  @Override
  public Var logDensity(Var z) {
    return logDensity(Latent.of(z, Var.zeros(Shape.of(z.shape().dim(0))))).reshape(shape().dim(0));
  }

  @Override
  public Var logDensity(Latent draws) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    return density(draws.z().reshape(n, draws.samples(), d).minus(mean.reshape(n, 1, d)));
  }

  @Override
  public Var logDensities(Var z) {
    int n = shape().dim(0);
    int d = shape().dim(1);
    return density(z.reshape(1, z.shape().dim(0), d).minus(mean.reshape(n, 1, d))).transpose();
  }

  /** The log-density at these distances from the means, {@code [N, S, D] -> [N, S]}. */
  private Var density(Var gaps) {
    Var whitened = cholesky.triangularSolve(gaps.transpose(), false);
    Var squares = whitened.square().plus(Constants.LOG_TWO_PI).sum(1).times(-0.5);
    return squares.minus(logDeterminant().reshape(shape().dim(0), 1));
  }
}
