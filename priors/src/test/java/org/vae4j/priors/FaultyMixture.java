package org.vae4j.priors;

import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.models.Prior;
import org.vae4j.models.posterior.DiagonalGaussian;

/** The parts of a mixture prior, and the ways in which published programs put them together. */
record FaultyMixture(String name, Prior sound, DiagonalMixture parts) {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  Var perDimension(Var z) {
    Var log = squares(z, 1).plus(logVars()).plus(LOG_TWO_PI).times(-0.5);
    return log.plus(parts.logWeights().reshape(Subjects.COMPONENTS, 1)).logSumExp(1).sum(-1);
  }

  Var logVarAsLogSd(Var z) {
    return weighted(gaussians(squares(z, 2), normaliser(2))).logSumExp(1);
  }

  Var logVarAsLogSdInOnePlace(Var z) {
    return weighted(gaussians(squares(z, 2), normaliser(1))).logSumExp(1);
  }

  Var weightsForgotten(Var z) {
    return gaussians(squares(z, 1), normaliser(1)).logSumExp(1);
  }

  Var constantCountedTwice(Var z) {
    return sound.logDensity(z).minus(LOG_TWO_PI);
  }

  Var logDeterminantTimesD(Var z) {
    Var excess = logVars().sum(-1);
    return weighted(gaussians(squares(z, 1), normaliser(1).plus(excess))).logSumExp(1);
  }

  Var misplacedParenthesis(Var z) {
    Var wrong = distances(z).square().plus(logVars()).over(logVars().exp());
    return weighted(gaussians(wrong, Var.constant(2 * LOG_TWO_PI))).logSumExp(1);
  }

  Var cutOffFromTheGradient(Var z) {
    return weighted(gaussians(squares(z, 1), normaliser(1))).stopGradient().logSumExp(1);
  }

  Var withoutShift(Var z) {
    return weighted(gaussians(squares(z, 1), normaliser(1))).exp().sum(1).log();
  }

  Var undefinedGradientAtTheOrigin(Var z) {
    return sound.logDensity(z).plus(z.square().sum(-1).sqrt().times(0));
  }

  Var drawsWithLogVarAsLogSd(String noise, int count) {
    DiagonalGaussian wide = new DiagonalGaussian(parts.components().mean(), logVars().times(2));
    return new DiagonalMixture(parts.logWeights(), wide).sample(noise, count);
  }

  Var drawsOfTheFirstComponent(String noise, int count) {
    Shape shape = Shape.of(count, 2);
    return new DiagonalGaussian(
            parts.components().mean().slice(0, 0, 1).broadcastTo(shape),
            logVars().slice(0, 0, 1).broadcastTo(shape))
        .at(Var.noise(noise, NoiseKind.NORMAL, shape));
  }

  Var drawsThatDependOnEachOther(String noise, int count) {
    Var z = sound.sample(noise, count);
    return z.minus(z.mean(0));
  }

  private Var logVars() {
    return parts.components().logVar();
  }

  /** {@code z - m}, {@code [N, K, D]}. */
  private Var distances(Var z) {
    return DiagonalMixture.perComponent(z).minus(parts.components().mean());
  }

  /** {@code (z - m)^2 exp(-factor logVar)}, {@code [N, K, D]}. */
  private Var squares(Var z, double factor) {
    return distances(z).square().times(logVars().times(-factor).exp());
  }

  /** {@code sum_d factor logVar + log 2 pi}, {@code [K]}. */
  private Var normaliser(double factor) {
    return logVars().times(factor).plus(LOG_TWO_PI).sum(-1);
  }

  private static Var gaussians(Var squares, Var normaliser) {
    return squares.sum(-1).plus(normaliser).times(-0.5);
  }

  private Var weighted(Var gaussians) {
    return gaussians.plus(parts.logWeights());
  }
}
