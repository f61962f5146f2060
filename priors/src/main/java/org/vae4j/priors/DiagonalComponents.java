package org.vae4j.priors;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.posterior.DiagonalGaussian;

/** Gaussians with diagonal covariance: means and log-variances, {@code [K, D]} each. */
record DiagonalComponents(Parameter means, Parameter logVars) implements Components {
  DiagonalComponents(Tensor means, Tensor logVars) {
    this(new Parameter("prior.means", means), new Parameter("prior.log-vars", logVars));
  }

  @Override
  public Shape shape() {
    return means.shape();
  }

  @Override
  public DiagonalMixture weighted(Var logWeights) {
    return new DiagonalMixture(logWeights, new DiagonalGaussian(means.var(), logVars.var()));
  }

  @Override
  public void assign(Moments moments) {
    means.assign(moments.means());
    logVars.assign(moments.variances().log());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(means, logVars);
  }
}
