package org.vae4j.models;

import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.closed.GaussianKl;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Posterior;

/** N(0, I), written for the tests of this module: the catalogue of priors is another one. */
public record StandardNormalFixture(int latent) implements Prior {
  /** The prior for an encoder. */
  public static Prior of(Encoder encoder) {
    return new StandardNormalFixture(encoder.latent());
  }

  @Override
  public Var logDensity(Var z) {
    return z.square().plus(Math.log(2 * Math.PI)).sum(-1).times(-0.5);
  }

  @Override
  public boolean factorises() {
    return true;
  }

  @Override
  public Optional<GaussianTerms<Var>> klByDimension(Posterior q) {
    return q instanceof DiagonalGaussian d
        ? Optional.of(GaussianKl.elementwiseFromStandard(d.mean(), d.logVar()))
        : Optional.empty();
  }

  @Override
  public Var sample(String name, int count) {
    return Var.noise(name, NoiseKind.NORMAL, Shape.of(count, latent));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
