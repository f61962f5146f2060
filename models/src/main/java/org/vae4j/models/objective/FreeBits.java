package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;

/**
 * Reconstruction plus {@code sum_j max(floor, KL_j)}, KL_j the batch mean of the KL along latent
 * dimension j: a dimension below the floor is left alone. The reported KL is the true one. Source:
 * Kingma et al. (2016), arXiv:1606.04934, appendix C.8, each dimension a group.
 *
 * @param samples draws for each example
 * @param floor the paper's lambda, in nats per dimension
 */
public record FreeBits(int samples, double floor) implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1 and floor >= 0. */
  public FreeBits {
    Check.samples("free-bits", samples);
    Check.require(floor >= 0 && floor <= Double.MAX_VALUE, "free-bits: floor must be >= 0", floor);
  }

  @Override
  public String name() {
    return "free-bits";
  }

  @Override
  public Var loss(Pass pass) {
    GaussianTerms<Var> terms = Terms.byDimension(name(), pass);
    Var kl = terms.kl().mean(0).max(Var.constant(floor)).sum();
    return pass.reconstruction().mean().plus(kl.times(Var.input(BETA)));
  }

  /** None: where the floor holds, the loss says less about q than a bound does. */
  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return Optional.of("a KL below the floor does not count");
  }
}
