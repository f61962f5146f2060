package org.vae4j.priors;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.Prior;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/** A two-dimensional prior of which any part can be replaced by a faulty one. */
record PatchedPrior(
    Function<Var, Var> density,
    BiFunction<String, Integer, Var> sampler,
    BiFunction<Posterior, Latent, Var> kl,
    Function<Posterior, Optional<GaussianTerms<Var>>> terms)
    implements Prior {
  static PatchedPrior of(Prior sound) {
    return new PatchedPrior(sound::logDensity, sound::sample, sound::klFrom, sound::klTerms);
  }

  PatchedPrior density(Function<Var, Var> faulty) {
    return new PatchedPrior(faulty, sampler, kl, terms);
  }

  PatchedPrior sampler(BiFunction<String, Integer, Var> faulty) {
    return new PatchedPrior(density, faulty, kl, terms);
  }

  PatchedPrior kl(BiFunction<Posterior, Latent, Var> faulty) {
    return new PatchedPrior(density, sampler, faulty, terms);
  }

  PatchedPrior terms(Function<Posterior, Optional<GaussianTerms<Var>>> faulty) {
    return new PatchedPrior(density, sampler, kl, faulty);
  }

  @Override
  public int latent() {
    return 2;
  }

  @Override
  public Var logDensity(Var z) {
    return density.apply(z);
  }

  @Override
  public Var klFrom(Posterior q, Latent draws) {
    return kl.apply(q, draws);
  }

  @Override
  public Optional<GaussianTerms<Var>> klTerms(Posterior q) {
    return terms.apply(q);
  }

  @Override
  public Var sample(String name, int count) {
    return sampler.apply(name, count);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
