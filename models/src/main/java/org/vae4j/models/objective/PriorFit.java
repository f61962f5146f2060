package org.vae4j.models.objective;

import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;

/**
 * The prior fitted to the codes of a finished model, {@code KL(q(z|x) || p(z))} over examples:
 * encoder and decoder stay as they are, so this is {@code -E_q(z|x) log p(z)} up to a constant, and
 * the evidence lower bound follows it. Source: Ghosh et al. (2020), arXiv:1903.12436, section 4,
 * "ex-post density estimation".
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

  /** The mean of {@link Prior#trainingKl}, with all that a prior adds to it for its own sake. */
  @Override
  public Var loss(Pass pass) {
    return pass.vae().prior().trainingKl(pass.q(), pass.latent()).mean();
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
          "prior-fit: prior must have parameters of its own; got " + vae.prior().name());
    }
    return List.of(Stage.of(name(), this::loss, Group.of("prior", vae.prior())));
  }
}
