package org.vae4j.priors;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.Shape;
import org.vae4j.models.posterior.FullGaussian;

/** A mixture with full covariances, and the ways to put its parts together wrongly. */
record FaultyFullMixture(FullMixture parts) {
  private Var cholesky() {
    return parts.components().cholesky();
  }

  /** The log density of each whitened dimension, {@code [K, D, N]}. */
  private Var whitened(Var z) {
    int k = cholesky().shape().dim(0);
    int d = parts.latent();
    Var gaps = z.reshape(1, z.shape().dim(0), d).minus(parts.components().mean().reshape(k, 1, d));
    Var squares = cholesky().triangularSolve(gaps.transpose(), false).square();
    Var logDiagonal = cholesky().diagonal().log().reshape(k, d, 1);
    return squares.plus(Constants.LOG_TWO_PI).times(-0.5).minus(logDiagonal);
  }

  private Var logWeights(Shape shape) {
    return parts.logWeights().reshape(shape);
  }

  Var perDimension(Var z) {
    return whitened(z).plus(logWeights(Shape.of(Subjects.COMPONENTS, 1, 1))).logSumExp(0).sum(0);
  }

  Var logDeterminantTimesD(Var z) {
    Var excess = cholesky().diagonal().log().sum(-1).reshape(Subjects.COMPONENTS, 1);
    Var each = whitened(z).sum(1).minus(excess);
    return each.plus(logWeights(Shape.of(Subjects.COMPONENTS, 1))).logSumExp(0);
  }

  Var covarianceAsFactor(Var z) {
    Var product = cholesky().matmul(cholesky(), false, true).tril();
    FullGaussian wrong = new FullGaussian(parts.components().mean(), product);
    return new FullMixture(parts.logWeights(), wrong).logDensity(z);
  }
}
