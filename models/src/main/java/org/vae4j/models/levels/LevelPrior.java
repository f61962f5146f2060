package org.vae4j.models.levels;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.closed.GaussianKl;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.KlParts;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Rows;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * {@code p(z) = p(z2) p(z1|z2)} for codes z whose first columns are z1 and whose last are z2.
 * Source: Tomczak, Welling (2018), arXiv:1705.07120, "hierarchical VampPrior".
 *
 * <p>From a {@link LevelPosterior} the KL is {@code KL(q(z2|x) || p(z2))}, as the upper prior has
 * it, plus the mean over draws of z2 of {@code KL(q(z1|x, z2) || p(z1|z2))}, which is closed and
 * has less variance than the paper's estimate by draws of z1 too.
 *
 * @param upper p(z2), of any form
 * @param lower z2 to p(z1|z2)
 */
public record LevelPrior(Prior upper, Conditional lower) implements Prior, Compound {
  @Override
  public String name() {
    return upper.name() + " of two levels";
  }

  @Override
  public int latent() {
    return lower.latent() + upper.latent();
  }

  /** The prior of these parts, a {@link MixturePrior} where p(z2) is one. */
  public static Prior of(Prior upper, Conditional lower) {
    LevelPrior levels = new LevelPrior(upper, lower);
    return upper instanceof MixturePrior mixture ? new LevelMixture(levels, mixture) : levels;
  }

  /** {@inheritDoc} That is p(z2); p(z1|z2) stays. */
  @Override
  public Prior simplified(IntFunction<Prior> simple) {
    return of(upper.simplified(simple), lower);
  }

  @Override
  public Var logDensity(Var z) {
    return upper.logDensity(z2(z)).plus(logLower(z));
  }

  /** {@code log p(z1|z2)}, {@code [N, D] -> [N]}. */
  Var logLower(Var z) {
    return lower.given(z2(z)).logDensity(z.slice(1, 0, lower.latent()));
  }

  Var z2(Var z) {
    return Rows.checked("two levels: codes", z, latent()).slice(1, lower.latent(), latent());
  }

  @Override
  public Var klFrom(Posterior q, Latent draws) {
    return q instanceof LevelPosterior levels
        ? byLevel(levels, draws, upper::klFrom)
        : sampledKl(draws);
  }

  @Override
  public Var trainingKl(Posterior q, Latent draws) {
    return q instanceof LevelPosterior levels
        ? byLevel(levels, draws, upper::trainingKl)
        : sampledKl(draws);
  }

  private Var byLevel(LevelPosterior q, Latent draws, BiFunction<Posterior, Latent, Var> kl) {
    Latent above = q.upperOf(draws);
    return kl.apply(q.upper(), above).plus(mean(above, lowerTerms(q, above).kl()));
  }

  /** By term where p(z2) has terms, from draws of both levels. */
  @Override
  public Optional<KlParts> trainingParts(Posterior q, Latent draws) {
    if (!(q instanceof LevelPosterior levels)) {
      return Optional.empty();
    }
    Latent above = levels.upperOf(draws);
    GaussianTerms<Var> below = lowerTerms(levels, above);
    return upper
        .trainingParts(levels.upper(), above)
        .map(
            parts ->
                new KlParts(
                    new GaussianTerms<>(
                        parts.terms().mean().plus(mean(above, below.mean())),
                        parts.terms().variance().plus(mean(above, below.variance())),
                        parts.terms().logDeterminant().plus(mean(above, below.logDeterminant())),
                        parts.terms().kl().plus(mean(above, below.kl()))),
                    parts.rest()));
  }

  /** {@code KL(q(z1|x, z2) || p(z1|z2))} at each draw of z2. */
  private GaussianTerms<Var> lowerTerms(LevelPosterior q, Latent above) {
    DiagonalGaussian from = q.lowerGiven(above.z(), above.samples());
    DiagonalGaussian to = lower.given(above.z());
    return GaussianKl.diagonal(from.mean(), from.logVar(), to.mean(), to.logVar());
  }

  private static Var mean(Latent draws, Var rows) {
    return draws.mean(draws.perDraw(rows));
  }

  @Override
  public Var sample(String name, int count) {
    return below(upper.sample(name + ".upper", count), name, count);
  }

  @Override
  public Var reparameterized(String name, int count) {
    return below(upper.reparameterized(name + ".upper", count), name, count);
  }

  private Var below(Var z2, String name, int count) {
    Shape shape = Shape.of(count, lower.latent());
    Var normal = Var.noise(name + ".lower", NoiseKind.NORMAL, shape);
    return Var.concat(1, List.of(lower.given(z2).at(normal), z2));
  }

  @Override
  public List<Trainable> parts() {
    return List.of(upper, lower);
  }
}
