package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * An objective that is a function of the importance weights {@code w = p(x, z) / q(z|x)} alone. Its
 * loss is of tempered ones: in warm-up the ratio {@code p(z) / q(z|x)} is raised to the power beta.
 */
interface OfWeights extends Objective {
  /** What log p(x) is by {@code log w} of the draws, in nats, {@code [B, S] -> [B]}. */
  Var estimate(Pass pass, Var logWeights);

  @Override
  default Var loss(Pass pass) {
    return estimate(pass, pass.temperedLogWeights()).mean().negate();
  }

  @Override
  default Optional<Var> bound(Pass pass) {
    return Optional.of(estimate(pass, pass.logWeights()));
  }
}
