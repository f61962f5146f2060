package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * Reconstruction plus {@code weight} times a divergence of the aggregate posterior from the prior,
 * not of each posterior: the Wasserstein autoencoder. Source: Tolstikhin et al. (2018),
 * arXiv:1711.01558, with {@code -log p(x|z)} as its cost and a Gaussian encoder.
 *
 * @param name in kebab-case, by its divergence
 * @param weight the paper's lambda; warm-up multiplies it
 * @param matching the divergence
 */
public record WassersteinAutoencoder(String name, double weight, Matching matching)
    implements Objective {
  /** Throws {@code IllegalArgumentException} unless weight >= 0. */
  public WassersteinAutoencoder {
    Check.weight(name + ": weight", weight);
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public Var loss(Pass pass) {
    Var divergence = matching.training(pass).times(Var.input(BETA)).times(weight);
    return pass.reconstruction().mean().plus(divergence);
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return Optional.of("it matches the codes of all examples to the prior, not those of each");
  }

  /** The loss at full weight, with the divergence of the examples that are measured together. */
  @Override
  public Optional<Var> criterion(Pass pass) {
    return Optional.of(pass.reconstruction().plus(matching.value(pass).times(weight)));
  }
}
