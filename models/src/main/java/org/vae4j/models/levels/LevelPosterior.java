package org.vae4j.models.levels;

import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.posterior.Posterior;

/**
 * {@code q(z|x) = q(z2|x) q(z1|x, z2)} for codes z whose first columns are z1 and whose last are
 * z2. Source: Tomczak, Welling (2018), arXiv:1705.07120, "hierarchical VampPrior".
 *
 * @param upper q(z2|x), of any form
 * @param features what q(z1|x, z2) knows of x, {@code [N, H]}
 * @param lower features beside z2 to q(z1|x, z2)
 */
public record LevelPosterior(Posterior upper, Var features, Conditional lower)
    implements Posterior {
  private int examples() {
    return upper.shape().dim(0);
  }

  private int lowerLatent() {
    return lower.latent();
  }

  private int latent() {
    return lower.latent() + upper.shape().dim(1);
  }

  @Override
  public String name() {
    return upper.name() + " of two levels";
  }

  @Override
  public Shape shape() {
    return Shape.of(examples(), latent());
  }

  /** The code of z2, and the mean of z1 there: the mean of z1 has no closed form. */
  @Override
  public Var mean() {
    Var z2 = upper.mean();
    return Var.concat(1, List.of(lowerGiven(z2, 1).mean(), z2));
  }

  /** As many draws as the upper level makes, each with one z1. */
  @Override
  public Latent draw(Noise noise, int samples) {
    Latent above = upper.draw(noise.part("upper"), samples);
    int n = above.examples();
    int s = above.samples();
    DiagonalGaussian below = lowerGiven(above.z(), s);
    Var normal = noise.part("lower").normal(n, s, lowerLatent()).reshape(n * s, lowerLatent());
    Var z = Var.concat(1, List.of(below.at(normal), above.z()));
    Var density = above.logDensity().plus(above.perDraw(below.logDensityAt(normal)));
    return new Latent(z, density, above.logWeights(), Optional.of(above));
  }

  @Override
  public Var logDensity(Var z) {
    Var z2 = z2(z);
    return upper.logDensity(z2).plus(lowerGiven(z2, 1).logDensity(z1(z)));
  }

  @Override
  public Var logDensity(Latent draws) {
    Latent above = slicedFrom(draws);
    Var below = lowerGiven(above.z(), draws.samples()).logDensity(z1(draws.z()));
    return upper.logDensity(above).plus(draws.perDraw(below));
  }

  @Override
  public Var logDensities(Var z) {
    int m = z.shape().dim(0);
    int n = examples();
    Var z2 = z2(z);
    Var each = features.reshape(1, n, width()).broadcastTo(Shape.of(m, n, width()));
    Var condition = Var.concat(1, List.of(each.reshape(m * n, width()), repeated(z2, n)));
    Var below = lower.given(condition).logDensity(repeated(z1(z), n));
    return upper.logDensities(z2).plus(below.reshape(m, n));
  }

  /** That of the upper level, and the weights of the lower one's networks. */
  @Override
  public double cost() {
    double weights = lower.parameters().stream().mapToDouble(p -> p.shape().size()).sum();
    return upper.cost() + lowerLatent() + weights / 16;
  }

  /** q(z1|x, z2) at {@code samples} z2 of each example, which lie next to each other. */
  DiagonalGaussian lowerGiven(Var z2, int samples) {
    return lower.given(Var.concat(1, List.of(repeated(features, samples), z2)));
  }

  /** The draws of z2 among draws of z. */
  Latent upperOf(Latent draws) {
    return draws
        .upper()
        .orElseGet(
            () -> {
              Latent sliced = slicedFrom(draws);
              return new Latent(sliced.z(), upper.logDensity(sliced), sliced.logWeights());
            });
  }

  /** The draws of z2 as a part of z; their densities are not known. */
  private Latent slicedFrom(Latent draws) {
    return new Latent(z2(draws.z()), draws.logDensity(), draws.logWeights());
  }

  private int width() {
    return features.shape().dim(1);
  }

  private Var z1(Var z) {
    return z.slice(1, 0, lowerLatent());
  }

  private Var z2(Var z) {
    return z.slice(1, lowerLatent(), latent());
  }

  /** Each row as often as said, {@code [N, W] -> [N times, W]}. */
  private static Var repeated(Var rows, int times) {
    int n = rows.shape().dim(0);
    int w = rows.shape().dim(1);
    return times == 1
        ? rows
        : rows.reshape(n, 1, w).broadcastTo(Shape.of(n, times, w)).reshape(n * times, w);
  }
}
