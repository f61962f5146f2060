package org.vae4j.models.objective;

import java.util.List;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Var;
import org.vae4j.models.posterior.Latent;

/**
 * Losses whose value is that of a bound, and whose gradient reaches the encoder through z alone.
 *
 * <p>Draw s has the normalised weight w_s in the gradient of the bound. The model's parameters,
 * those of a learned prior among them, get {@code sum_s w_s d log p(x, z_s)}, z held fixed. What
 * reaches z is {@code sum_s c_s (d/dz log p(x, z_s) - d/dz log q(z_s|x))} with {@code c = w}
 * (sticking the landing) or {@code c = w^2} (doubly reparameterised). The first alone would send
 * {@code w d/dz log p} to z; so the difference, a constant, is added as a linear function of z.
 */
final class PathGradient {
  private final Pass pass;
  private final Var logJoint;
  private final Var logPosterior;

  private PathGradient(Pass pass) {
    Var beta = Var.input(Objective.BETA);
    Latent latent = pass.latent();
    Var logPrior = latent.perDraw(pass.vae().prior().logDensity(latent.z()));
    this.pass = pass;
    this.logJoint = pass.logLikelihood().plus(logPrior.times(beta));
    this.logPosterior = pass.q().logDensity(latent).times(beta);
  }

  /** The negative of {@code sum_s log w_s / S}, sticking the landing. */
  static Var elbo(Pass pass) {
    PathGradient path = new PathGradient(pass);
    Var bound = pass.latent().mean(Tempered.logWeights(pass)).mean();
    Var share = pass.latent().weights();
    return path.loss(bound, share, share);
  }

  /** The negative of {@code log sum_s w_s / S}. */
  static Var iwae(Pass pass, GradientEstimator estimator) {
    PathGradient path = new PathGradient(pass);
    Var logWeights = Tempered.logWeights(pass).plus(pass.latent().weights().log());
    Var bound = logWeights.logSumExp(1);
    Var share = logWeights.minus(bound.reshape(pass.latent().examples(), 1)).exp();
    return path.loss(
        bound.mean(), share, estimator == GradientEstimator.DREG ? doubly(share) : share);
  }

  /**
   * {@code w^2}; where the ratio of the densities has a power beta, {@code (1 - beta) w + beta
   * w^2}, for then the score of q that is replaced counts beta times.
   */
  private static Var doubly(Var share) {
    return share.plus(share.square().minus(share).times(Var.input(Objective.BETA)));
  }

  /** The value of {@code -bound} with model gradients by {@code share} and z's by {@code path}. */
  private Var loss(Var bound, Var share, Var path) {
    Var z = pass.latent().z();
    Var held = share.stopGradient();
    Var follow = path.stopGradient();
    Var model = logJoint.times(held).sum();
    Var missing = logJoint.times(follow.minus(held)).sum().minus(logPosterior.times(follow).sum());
    Var correction = Gradients.of(missing, List.of(z)).get(0).stopGradient();
    Var surrogate = model.plus(correction.times(z).sum()).over(pass.latent().examples());
    return surrogate.minus(surrogate.stopGradient()).plus(bound.stopGradient()).negate();
  }
}
