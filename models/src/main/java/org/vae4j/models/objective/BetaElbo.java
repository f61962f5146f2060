package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * Reconstruction plus {@code weight} times the KL: the beta-VAE. Source: Higgins et al. (2017),
 * section 2. From weight 1 on it is a lower bound of {@code log p(x)}, though a looser one than the
 * evidence lower bound; below, it is none.
 *
 * @param samples draws for each example
 * @param weight of the KL, the paper's beta; warm-up multiplies it
 */
public record BetaElbo(int samples, double weight) implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1 and weight >= 0. */
  public BetaElbo {
    Check.samples("beta-vae", samples);
    Check.weight("beta-vae: weight", weight);
  }

  @Override
  public String name() {
    return "beta-vae";
  }

  @Override
  public Var loss(Pass pass) {
    Var kl = pass.vae().prior().trainingKl(pass.q(), pass.latent()).mean();
    return pass.reconstruction().mean().plus(kl.times(Var.input(BETA)).times(weight));
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return weight >= 1
        ? Optional.of(pass.reconstruction().plus(pass.kl().times(weight)).negate())
        : Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return weight >= 1 ? Optional.empty() : Optional.of("its KL has a weight below 1");
  }
}
