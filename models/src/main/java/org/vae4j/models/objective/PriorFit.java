package org.vae4j.models.objective;

import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.models.Vae;

/**
 * The prior fitted to the codes of a finished model, {@code -E_q(z|x) log p(z)} over examples:
 * encoder and decoder stay as they are, so the KL and the evidence lower bound follow it up to a
 * constant. Source: Ghosh et al. (2020), arXiv:1903.12436, section 4, "ex-post density estimation".
 *
 * @param samples draws for each example
 */
public record PriorFit(int samples) implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1. */
  public PriorFit {
    Check.samples("prior-fit", samples);
  }

  @Override
  public String name() {
    return "prior-fit";
  }

  @Override
  public Var loss(Pass pass) {
    Var logDensity = pass.latent().perDraw(pass.vae().prior().logDensity(pass.latent().z()));
    return pass.latent().mean(logDensity).mean().negate();
  }

  @Override
  public boolean movesNetworks() {
    return false;
  }

  /** None: it says nothing about reconstruction. */
  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  /**
   * The loss for the prior's own parameters alone. Throws {@code IllegalArgumentException} for a
   * prior that has none.
   */
  @Override
  public List<Stage> stages(Vae vae) {
    if (vae.prior().parameters().isEmpty()) {
      throw new IllegalArgumentException(
          "prior-fit: prior must have parameters of its own; got "
              + vae.prior().getClass().getSimpleName());
    }
    return List.of(Stage.of(name(), this::loss, Group.of("prior", vae.prior())));
  }
}
