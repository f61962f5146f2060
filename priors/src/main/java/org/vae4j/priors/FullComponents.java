package org.vae4j.priors;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.posterior.FullGaussian;

/**
 * Gaussians with full covariance: means and the logarithms of the Cholesky factors' diagonals,
 * {@code [K, D]} each, and {@code [K, D, D]} of which what lies below the diagonal is read.
 */
record FullComponents(Parameter means, Parameter logDiagonals, Parameter below)
    implements Components {
  FullComponents(Tensor means, Tensor choleskys) {
    this(
        new Parameter("prior.means", means),
        new Parameter("prior.log-diagonals", choleskys.diagonal().log()),
        new Parameter("prior.below", choleskys));
  }

  @Override
  public Shape shape() {
    return means.shape();
  }

  @Override
  public FullMixture weighted(Var logWeights) {
    return new FullMixture(
        logWeights, FullGaussian.of(means.var(), logDiagonals.var(), below.var()));
  }

  @Override
  public void assign(Moments moments) {
    Tensor choleskys = moments.covariances().cholesky();
    means.assign(moments.means());
    logDiagonals.assign(choleskys.diagonal().log());
    below.assign(choleskys);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(means, logDiagonals, below);
  }
}
