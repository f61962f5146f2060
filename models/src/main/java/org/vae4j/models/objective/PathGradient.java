package org.vae4j.models.objective;

import java.util.List;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Choice;
import org.vae4j.models.posterior.Latent;

/**
 * Losses whose value is that of a bound, and whose gradient reaches the encoder through z alone.
 *
 * <p>Draw s has the normalised weight w_s in the gradient of the bound. The model's parameters,
 * those of a learned prior among them, get {@code sum_s w_s d log p(x, z_s)}, z held fixed. What
 * reaches z is {@code sum_s c_s (d/dz log p(x, z_s) - d/dz log q(z_s|x))} with {@code c = w}
 * (sticking the landing) or {@code c = w^2} (doubly reparameterised). The score of q goes to z
 * alone by {@link Var#along}. The first sum sends {@code w d/dz log p} to z as well; where that is
 * too much, the difference, a constant, is added as a linear function of z (to follow {@code log p}
 * along z once more would send gradients through the decoder's copy, and took a fifth longer).
 */
final class PathGradient {
  private final Pass pass;
  private final Var logJoint;
  private final Var logPosteriorAlongZ;

  private PathGradient(Pass pass) {
    Var beta = Var.input(Objective.BETA);
    Latent latent = pass.latent();
    Var logPrior = latent.perDraw(pass.vae().prior().logDensity(latent.z()));
    this.pass = pass;
    this.logJoint = pass.logLikelihood().plus(logPrior.times(beta));
    this.logPosteriorAlongZ = pass.q().logDensity(latent).along(latent.z()).times(beta);
  }

  /**
   * The negative of {@code sum_s a_s log w_s}, sticking the landing. What a draw counts, a_s, may
   * depend on the encoder too, which then gets {@code sum_s d a_s log w_s}.
   */
  static Var elbo(Pass pass) {
    Var logWeights = pass.temperedLogWeights();
    PathGradient path = new PathGradient(pass);
    Var counts = pass.latent().weights();
    Var byCount = path.perExample(counts.times(logWeights.stopGradient()));
    return loss(
        pass.latent().mean(logWeights).mean(), byCount.plus(path.stickingTheLanding(counts)));
  }

  /**
   * The negative of {@code log sum_s w_s / S}. Throws {@code IllegalArgumentException} where draws
   * have weights: each is then of one component, and the score of the mixture is no total
   * derivative along it.
   */
  static Var iwae(Pass pass, GradientEstimator estimator) {
    if (pass.latent().logWeights().isPresent()) {
      throw new IllegalArgumentException(
          "iwae: gradient %s needs draws from q itself; got those of parts of posterior %s"
              .formatted(Choice.kebab(estimator), pass.q().name()));
    }
    PathGradient path = new PathGradient(pass);
    Var logWeights = pass.temperedLogWeights().plus(pass.latent().weights().log());
    Var bound = logWeights.logSumExp(1);
    Var share = Gradients.of(bound.sum(), List.of(logWeights)).get(0).stopGradient();
    return loss(
        bound.mean(),
        estimator == GradientEstimator.DREG
            ? path.doublyReparameterised(share)
            : path.stickingTheLanding(share));
  }

  private Var stickingTheLanding(Var share) {
    Var held = share.stopGradient();
    return perExample(logJoint.times(held).minus(logPosteriorAlongZ.times(held)));
  }

  /**
   * {@code c = w^2}; where the ratio of the densities has a power beta, {@code (1 - beta) w + beta
   * w^2}, for then the score of q that is replaced counts beta times.
   */
  private Var doublyReparameterised(Var share) {
    Var more = share.square().minus(share).times(Var.input(Objective.BETA));
    Var z = pass.latent().z();
    Var missing = Gradients.of(logJoint.times(more).sum(), List.of(z)).get(0).stopGradient();
    Var ratio = logJoint.times(share).minus(logPosteriorAlongZ.times(share.plus(more)));
    return perExample(ratio.sum().plus(missing.times(z).sum()));
  }

  private Var perExample(Var terms) {
    return terms.sum().over(pass.latent().examples());
  }

  /** The value of {@code -bound} with the gradient of {@code -surrogate}. */
  private static Var loss(Var bound, Var surrogate) {
    return surrogate.minus(surrogate.stopGradient()).plus(bound.stopGradient()).negate();
  }
}
