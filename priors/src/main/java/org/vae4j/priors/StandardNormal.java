package org.vae4j.priors;

import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.closed.GaussianKl;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Rows;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.FullGaussian;
import org.vae4j.models.posterior.Posterior;

/**
 * N(0, I), whose KL from a Gaussian posterior is closed. Source: Kingma, Welling (2014),
 * arXiv:1312.6114, appendix B.
 */
public final class StandardNormal implements Prior {
  private static final String NAME = "standard-normal";

  private final int latent;

  /** N(0, I) in {@code latent} dimensions, at least one. */
  public StandardNormal(int latent) {
    this.latent = Check.atLeastOne("standard-normal: latent", latent);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int latent() {
    return latent;
  }

  /** {@code -(|z|^2 + D log 2 pi) / 2} in nats, {@code [N, D] -> [N]}. */
  @Override
  public Var logDensity(Var z) {
    Rows.checked("standard-normal: codes", z, latent);
    return z.square().sum(-1).plus(latent * Constants.LOG_TWO_PI).times(-0.5);
  }

  @Override
  public boolean factorises() {
    return true;
  }

  /** The KL by term along each dimension, {@code [B, D]} each. */
  @Override
  public Optional<GaussianTerms<Var>> klByDimension(Posterior q) {
    return q instanceof DiagonalGaussian d
        ? Optional.of(GaussianKl.elementwiseFromStandard(d.mean(), d.logVar()))
        : Optional.empty();
  }

  @Override
  public Optional<GaussianTerms<Var>> klTerms(Posterior q) {
    return q instanceof FullGaussian full
        ? Optional.of(GaussianKl.fullFromStandard(full.mean(), full.cholesky()))
        : Prior.super.klTerms(q);
  }

  @Override
  public Var sample(String name, int count) {
    return Var.noise(name + ".normal", NoiseKind.NORMAL, Shape.of(count, latent));
  }

  /** Nothing to learn. */
  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "N(0, I); its KL is closed and known by term";
    }

    @Override
    public Prior create(PriorContext context) {
      return new StandardNormal(context.latent());
    }
  }
}
