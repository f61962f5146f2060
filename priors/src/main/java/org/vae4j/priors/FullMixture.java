package org.vae4j.priors;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Matrices;
import org.vae4j.core.divergence.closed.GaussianKl;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.layer.Rows;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.FullGaussian;
import org.vae4j.models.posterior.Posterior;

/**
 * A {@link Mixture} of Gaussians with full covariances. Densities and divergences come from
 * triangular solves with the Cholesky factors; no inverse and no determinant is formed.
 *
 * @param logWeights {@code log w}, {@code [K]}, normalised
 * @param components means {@code [K, D]} and Cholesky factors {@code [K, D, D]}
 */
record FullMixture(Var logWeights, FullGaussian components) implements Mixture {
  @Override
  public int latent() {
    return components.mean().shape().dim(1);
  }

  @Override
  public Var joint(Var z) {
    return components.logDensities(Rows.checked("mixture: codes", z, latent())).plus(logWeights);
  }

  @Override
  public Optional<GaussianTerms<Var>> terms(Posterior q) {
    if (q instanceof FullGaussian full) {
      return Optional.of(terms(full.mean(), full.cholesky()));
    }
    if (q instanceof DiagonalGaussian diagonal) {
      Var sd = diagonal.logVar().times(0.5).exp();
      return Optional.of(terms(diagonal.mean(), Matrices.onDiagonal(sd)));
    }
    return Optional.empty();
  }

  private GaussianTerms<Var> terms(Var mean, Var cholesky) {
    int b = mean.shape().dim(0);
    int d = latent();
    return GaussianKl.full(
        mean.reshape(b, 1, d),
        cholesky.reshape(b, 1, d, d),
        components.mean(),
        components.cholesky());
  }

  @Override
  public Var points(Var chosen, Var noise) {
    int n = chosen.shape().dim(0);
    int k = chosen.shape().dim(1);
    int d = latent();
    Var cholesky = chosen.matmul(components.cholesky().reshape(k, d * d)).reshape(n, d, d);
    return chosen.matmul(components.mean()).plus(cholesky.times(noise.reshape(n, 1, d)).sum(-1));
  }
}
