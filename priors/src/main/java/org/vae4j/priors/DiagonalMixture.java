package org.vae4j.priors;

import java.util.Arrays;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.Matrices;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.closed.GaussianKl;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.layer.Rows;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.FullGaussian;
import org.vae4j.models.posterior.Posterior;

/**
 * A {@link Mixture} of Gaussians with diagonal covariances, {@code p_k = N(m_k, diag v_k)}.
 *
 * @param logWeights {@code log w}, {@code [K]}, normalised, or less for a bound
 * @param components means and log-variances, {@code [K, D]} each
 */
record DiagonalMixture(Var logWeights, DiagonalGaussian components) implements Mixture {
  @Override
  public int latent() {
    return components.mean().shape().dim(1);
  }

  /**
   * The squares are expanded, which makes two matrix products of N x K x D terms and takes a tenth
   * of the time. The expansion loses {@code |z|^2 / v} units in the last place, z from the mean of
   * the means. The value is moved by what its greatest term has lost: where one component dominates
   * nothing is missing then. Others that are near it by {@code v} keep their loss: in float32 codes
   * of length 12 among overlapping components of standard deviation 0.1 are off by up to 1e-3 nats,
   * of 0.01 by 0.1. Gradients lose little and stay as they are.
   */
  @Override
  public Var logDensity(Var z) {
    Var joint = joint(z);
    Var top = joint.max(1);
    Var lost = exact(z, joint, top).minus(top);
    return joint.logSumExp(1).plus(lost.stopGradient());
  }

  /** {@code log w_k + log N(z; m_k, v_k)}, expanded about the mean of the means, {@code [N, K]}. */
  @Override
  public Var joint(Var z) {
    Var centre = components.mean().mean(0).stopGradient();
    Var mean = components.mean().minus(centre);
    Var point = Rows.checked("mixture: codes", z, latent()).minus(centre);
    Var precision = components.logVar().negate().exp();
    Var scaled = mean.times(precision);
    Var own = mean.times(scaled).plus(components.logVar()).plus(Constants.LOG_TWO_PI).sum(1);
    return point
        .matmul(scaled, false, true)
        .minus(point.square().matmul(precision, false, true).times(0.5))
        .plus(logWeights.minus(own.times(0.5)));
  }

  /** The greatest of each row's terms, {@code top}, computed without the expansion, {@code [N]}. */
  private Var exact(Var z, Var joint, Var top) {
    Var chosen = greatest(greatest(joint, top).times(countdown()));
    DiagonalGaussian nearest =
        new DiagonalGaussian(chosen.matmul(components.mean()), chosen.matmul(components.logVar()));
    Var weight = chosen.times(logWeights).sum(1);
    return weight.plus(nearest.logDensity(z));
  }

  /** 1 at the greatest of a row, else 0; at each of them where there are several. */
  private static Var greatest(Var rows) {
    return greatest(rows, rows.max(1));
  }

  private static Var greatest(Var rows, Var top) {
    return Var.constant(1).minus(top.reshape(top.shape().dim(0), 1).greater(rows));
  }

  /** K, .., 1: what tells components apart that are equal. */
  private Var countdown() {
    int count = logWeights.shape().dim(0);
    double[] numbers = new double[count];
    Arrays.setAll(numbers, k -> count - k);
    return Var.constant(Tensor.of(Shape.of(count), numbers));
  }

  /** Rows that broadcast against the components, {@code [N, D] -> [N, 1, D]}. */
  static Var perComponent(Var rows) {
    return rows.reshape(rows.shape().dim(0), 1, rows.shape().dim(1));
  }

  @Override
  public Optional<GaussianTerms<Var>> terms(Posterior q) {
    if (q instanceof DiagonalGaussian diagonal) {
      return Optional.of(
          GaussianKl.diagonal(
              perComponent(diagonal.mean()),
              perComponent(diagonal.logVar()),
              components.mean(),
              components.logVar()));
    }
    return q instanceof FullGaussian ? asFull().terms(q) : Optional.empty();
  }

  private FullMixture asFull() {
    Var cholesky = Matrices.onDiagonal(components.logVar().times(0.5).exp());
    return new FullMixture(logWeights, new FullGaussian(components.mean(), cholesky));
  }

  @Override
  public Var points(Var chosen, Var noise) {
    Var sd = chosen.matmul(components.logVar().times(0.5).exp());
    return chosen.matmul(components.mean()).plus(sd.times(noise));
  }
}
