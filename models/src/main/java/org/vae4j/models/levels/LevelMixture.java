package org.vae4j.models.levels;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoded;
import org.vae4j.models.KlParts;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * A {@link LevelPrior} whose upper prior is a mixture, which makes it one: {@code p(c|z) =
 * p(c|z2)}.
 *
 * @param levels the prior
 * @param upper its p(z2)
 */
record LevelMixture(LevelPrior levels, MixturePrior upper) implements MixturePrior, Compound {
  @Override
  public String name() {
    return levels.name();
  }

  @Override
  public int latent() {
    return levels.latent();
  }

  @Override
  public int components() {
    return upper.components();
  }

  /** {@inheritDoc} The codes of z2 are a part of these. */
  @Override
  public void restart(Encoded encoded, long seed) {
    Tensor z2 = encoded.codes().slice(1, levels.lower().latent(), latent());
    upper.restart(new Encoded(encoded.examples(), z2), seed);
  }

  @Override
  public Prior simplified(IntFunction<Prior> simple) {
    return levels.simplified(simple);
  }

  @Override
  public Var logJoint(Var z) {
    Var below = levels.logLower(z);
    return upper.logJoint(levels.z2(z)).plus(below.reshape(below.shape().dim(0), 1));
  }

  @Override
  public Var logDensity(Var z) {
    return levels.logDensity(z);
  }

  @Override
  public Var klFrom(Posterior q, Latent draws) {
    return levels.klFrom(q, draws);
  }

  @Override
  public Var trainingKl(Posterior q, Latent draws) {
    return levels.trainingKl(q, draws);
  }

  @Override
  public Optional<KlParts> trainingParts(Posterior q, Latent draws) {
    return levels.trainingParts(q, draws);
  }

  @Override
  public Var reparameterized(String name, int count) {
    return levels.reparameterized(name, count);
  }

  @Override
  public Var sample(String name, int count) {
    return levels.sample(name, count);
  }

  @Override
  public List<Trainable> parts() {
    return List.of(levels);
  }
}
