package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Matrices;
import org.vae4j.core.Ratio;
import org.vae4j.core.Shape;

/**
 * KL(q || p) between Gaussians by term, in nats per example, as Kingma and Welling (2014), appendix
 * B, and any textbook have it.
 *
 * <p>With {@code delta = sd_q / sd_p - 1} along an axis, {@code kl = mean + delta^2 / 2 + (delta -
 * log(1 + delta))}: three parts that are never negative, so that the divergence keeps its digits
 * however close q comes to p. Operands broadcast; variances and the diagonals of Cholesky factors
 * must be positive, or the result is NaN.
 */
public final class GaussianKl {
  private GaussianKl() {}

  /** One divergence per element, from means and log variances: {@code [..] -> [..]}. */
  public static <A extends Algebra<A>> GaussianTerms<A> elementwise(
      A meanQ, A logVarQ, A meanP, A logVarP) {
    A logRatio = logVarQ.minus(logVarP).times(0.5);
    A gap = meanQ.minus(meanP).times(logVarP.times(-0.5).exp());
    return elementwise(gap, new Ratio<>(logRatio.expm1(), logRatio));
  }

  /** One divergence per element, from means and standard deviations: {@code [..] -> [..]}. */
  public static <A extends Algebra<A>> GaussianTerms<A> elementwiseFromSd(
      A meanQ, A sdQ, A meanP, A sdP) {
    A gap = meanQ.minus(meanP).over(sdP);
    return elementwise(gap, new Ratio<>(sdQ.minus(sdP).over(sdP), sdQ.over(sdP).log()));
  }

  /** One divergence from N(0, 1) per element, from mean and log variance: {@code [..] -> [..]}. */
  public static <A extends Algebra<A>> GaussianTerms<A> elementwiseFromStandard(A mean, A logVar) {
    A logRatio = logVar.times(0.5);
    return elementwise(mean, new Ratio<>(logRatio.expm1(), logRatio));
  }

  /** Diagonal covariances, from means and log variances: {@code [.., D] -> [..]}. */
  public static <A extends Algebra<A>> GaussianTerms<A> diagonal(
      A meanQ, A logVarQ, A meanP, A logVarP) {
    return elementwise(meanQ, logVarQ, meanP, logVarP).sum(-1);
  }

  /** Diagonal covariances, from means and standard deviations: {@code [.., D] -> [..]}. */
  public static <A extends Algebra<A>> GaussianTerms<A> diagonalFromSd(
      A meanQ, A sdQ, A meanP, A sdP) {
    return elementwiseFromSd(meanQ, sdQ, meanP, sdP).sum(-1);
  }

  /** Diagonal covariance against N(0, I), from mean and log variance: {@code [.., D] -> [..]}. */
  public static <A extends Algebra<A>> GaussianTerms<A> diagonalFromStandard(A mean, A logVar) {
    return elementwiseFromStandard(mean, logVar).sum(-1);
  }

  /**
   * Full covariances, from means {@code [.., D]} and lower Cholesky factors {@code [.., D, D]} to
   * {@code [..]}; the strict upper triangles are not read. Its error is about {@code 10 D k eps}
   * for a prior covariance of condition k.
   *
   * <p>{@code E = L_p^-1 (L_q - L_p)}, lower triangular with delta on its diagonal, stands for
   * {@code L_p^-1 L_q - I}; no inverse and no determinant is formed.
   */
  public static <A extends Algebra<A>> GaussianTerms<A> full(
      A meanQ, A choleskyQ, A meanP, A choleskyP) {
    A diagonalP = choleskyP.diagonal();
    A gap = Matrices.whiten(choleskyP, meanQ.minus(meanP));
    A error = Matrices.solveLower(choleskyP, choleskyQ.minus(choleskyP).tril());
    Ratio<A> ratio = new Ratio<>(error.diagonal(), choleskyQ.diagonal().over(diagonalP).log());
    return full(gap.square().sum(-1), error.square().sum(-2, -1), ratio);
  }

  /**
   * Full covariances, from means {@code [.., D]} and covariances {@code [.., D, D]} to {@code
   * [..]}: exact near q = p as well, where the rounding of Cholesky factors would show.
   */
  public static <A extends Algebra<A>> GaussianTerms<A> fullFromCovariance(
      A meanQ, A covarianceQ, A meanP, A covarianceP) {
    return fullFromGap(
        meanQ,
        covarianceQ.cholesky(),
        meanP,
        covarianceP.cholesky(),
        covarianceQ.minus(covarianceP));
  }

  /**
   * As {@code full}, given the difference of the covariances: while it is small as p measures it, E
   * comes from {@code (I + E) (I + E)^T = I + L_p^-1 (S_q - S_p) L_p^-T}.
   */
  static <A extends Algebra<A>> GaussianTerms<A> fullFromGap(
      A meanQ, A choleskyQ, A meanP, A choleskyP, A difference) {
    A half = Matrices.solveLower(choleskyP, difference);
    A whitened = Matrices.solveLower(choleskyP, half.transpose());
    A near = whitened.number(0.5).greater(whitened.abs().max(-2, -1));
    A mask = near.reshape(near.shape().append(1, 1));
    A small = mask.where(whitened, whitened.number(0)).cholesky1p();
    A apart = Matrices.solveLower(choleskyP, choleskyQ.minus(choleskyP).tril());
    A error = mask.where(small, apart);
    A gap = Matrices.whiten(choleskyP, meanQ.minus(meanP));
    A log = choleskyQ.diagonal().over(choleskyP.diagonal()).log();
    return full(
        gap.square().sum(-1), error.square().sum(-2, -1), new Ratio<>(error.diagonal(), log));
  }

  /**
   * Full covariance against N(0, I), from mean {@code [.., D]} and lower Cholesky factor {@code
   * [.., D, D]} to {@code [..]}; the strict upper triangle is not read.
   */
  public static <A extends Algebra<A>> GaussianTerms<A> fullFromStandard(A mean, A cholesky) {
    A diagonal = cholesky.diagonal();
    A delta = diagonal.minus(1);
    A squares = delta.square().sum(-1);
    int d = cholesky.shape().dim(-1);
    if (d > 1) {
      A belowDiagonal = cholesky.slice(-2, 1, d).slice(-1, 0, d - 1).tril();
      squares = squares.plus(belowDiagonal.square().sum(-2, -1));
    }
    return full(mean.square().sum(-1), squares, new Ratio<>(delta, diagonal.log()));
  }

  private static <A extends Algebra<A>> GaussianTerms<A> elementwise(A gap, Ratio<A> ratio) {
    Shape shape = gap.shape().broadcast(ratio.delta().shape());
    return terms(
        broadcast(gap.square(), shape),
        broadcast(ratio.delta(), shape),
        broadcast(ratio.delta().square(), shape),
        broadcast(ratio.minusLog(), shape),
        broadcast(ratio.excess(), shape));
  }

  private static <A extends Algebra<A>> GaussianTerms<A> full(
      A squaredGap, A squaredError, Ratio<A> ratio) {
    A delta = ratio.delta().sum(-1);
    Shape shape = squaredGap.shape().broadcast(delta.shape());
    return terms(
        broadcast(squaredGap, shape),
        broadcast(delta, shape),
        broadcast(squaredError, shape),
        broadcast(ratio.minusLog().sum(-1), shape),
        broadcast(ratio.excess().sum(-1), shape));
  }

  private static <A extends Algebra<A>> GaussianTerms<A> terms(
      A squaredGap, A delta, A squaredError, A logDeterminant, A excess) {
    A mean = squaredGap.times(0.5);
    A half = squaredError.times(0.5);
    return new GaussianTerms<>(
        mean, half.plus(delta), logDeterminant, mean.plus(half).plus(excess));
  }

  private static <A extends Algebra<A>> A broadcast(A array, Shape shape) {
    return array.shape().equals(shape) ? array : array.broadcastTo(shape);
  }
}
