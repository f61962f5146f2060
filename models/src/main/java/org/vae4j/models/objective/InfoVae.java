package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * {@code reconstruction + (1 - alpha) KL + (alpha + lambda - 1) MMD}, the MMD between aggregate
 * posterior and prior: InfoVAE, at alpha 1 MMD-VAE. Source: Zhao, Song, Ermon (2019),
 * arXiv:1706.02262.
 *
 * @param alpha at most 1; what it takes from the KL leaves information about x in z
 * @param lambda at least {@code 1 - alpha}
 * @param matching the MMD
 */
public record InfoVae(double alpha, double lambda, Matching.MeanDiscrepancy matching)
    implements Objective {
  /** Throws {@code IllegalArgumentException} where a weight would be negative. */
  public InfoVae {
    Check.require(alpha <= 1 && alpha >= -Double.MAX_VALUE, "info-vae: alpha must be <= 1", alpha);
    Check.require(
        lambda >= 1 - alpha && lambda <= Double.MAX_VALUE,
        "info-vae: lambda must be >= 1 - alpha, which is " + (1 - alpha),
        lambda);
  }

  @Override
  public String name() {
    return "info-vae";
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public Var loss(Pass pass) {
    Var kl = pass.vae().prior().trainingKl(pass.q(), pass.latent()).mean().times(1 - alpha);
    Var divergence = kl.plus(matching.training(pass).times(alpha + lambda - 1));
    return pass.reconstruction().mean().plus(divergence.times(Var.input(BETA)));
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return Optional.of("its MMD is of all examples, and its KL has weight 1 - alpha");
  }

  /** The loss at full weight, with the MMD of the examples that are measured together. */
  @Override
  public Optional<Var> criterion(Pass pass) {
    Var divergence = matching.value(pass).times(alpha + lambda - 1);
    return Optional.of(pass.reconstruction().plus(pass.kl().times(1 - alpha)).plus(divergence));
  }
}
