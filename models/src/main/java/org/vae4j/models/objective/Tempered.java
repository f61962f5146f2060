package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;

/** Importance weights in warm-up. */
final class Tempered {
  private Tempered() {}

  /** {@code log p(x|z) + beta (log p(z) - log q(z|x))}, {@code [B, S]}. */
  static Var logWeights(Pass pass) {
    return pass.logLikelihood().plus(pass.logRatio().times(Var.input(Objective.BETA)));
  }
}
