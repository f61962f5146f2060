package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Matrices;
import org.vae4j.core.Shape;

/**
 * The derivatives of a Gaussian KL(q || p) by each of its parameters, in closed form and term by
 * term: what pulls a posterior, and a learned prior, where.
 *
 * <p>Each component holds the derivatives of the four quantities of {@link GaussianTerms} by one
 * parameter, in the parameter's shape and in nats per unit of it. They keep their digits however
 * close q comes to p.
 *
 * @param meanQ by the mean of q
 * @param scaleQ by the log variance of q, or by the lower Cholesky factor of its covariance
 * @param meanP by the mean of p
 * @param scaleP by the log variance of p, or by the lower Cholesky factor of its covariance
 * @param <A> the kind of array
 */
public record GaussianGradients<A extends Algebra<A>>(
    GaussianTerms<A> meanQ,
    GaussianTerms<A> scaleQ,
    GaussianTerms<A> meanP,
    GaussianTerms<A> scaleP) {

  /**
   * Univariate Gaussians, or each axis of diagonal ones, from means and log variances: {@code [..]
   * -> [..]}, for parameters of one shape.
   */
  public static <A extends Algebra<A>> GaussianGradients<A> elementwise(
      A meanQ, A logVarQ, A meanP, A logVarP) {
    A precision = logVarP.times(-0.5).exp();
    A gap = meanQ.minus(meanP).times(precision);
    A pull = gap.times(precision);
    A log = logVarQ.minus(logVarP);
    A halfRatio = log.exp().times(0.5);
    A halfSquare = gap.square().times(0.5);
    A growth = log.expm1().times(0.5);
    A none = pull.number(0).broadcastTo(pull.shape().broadcast(log.shape()));
    A half = none.plus(0.5);
    return new GaussianGradients<>(
        new GaussianTerms<>(pull, none, none, pull),
        new GaussianTerms<>(none, halfRatio, half.negate(), growth),
        new GaussianTerms<>(pull.negate(), none, none, pull.negate()),
        new GaussianTerms<>(
            halfSquare.negate(), halfRatio.negate(), half, halfSquare.plus(growth).negate()));
  }

  /** As {@code elementwise}, against N(0, I), whose own parameters stand still. */
  public static <A extends Algebra<A>> GaussianGradients<A> elementwiseFromStandard(
      A mean, A logVar) {
    return elementwise(mean, logVar, mean.times(0), logVar.times(0));
  }

  /**
   * Full covariances, from means {@code [.., D]} and lower Cholesky factors {@code [.., D, D]},
   * whose strict upper triangles are not read and have derivative 0. Batches must be equal.
   *
   * <p>With {@code E = L_p^-1 (L_q - L_p)} and {@code w = L_p^-1 (mu_q - mu_p)}, the derivative by
   * {@code L_q} is the lower triangle of {@code L_p^-T E} plus the diagonal {@code E_ii / L_q,ii};
   * that by {@code L_p} is the lower triangle of {@code -L_p^-T (w w^T + E + E^T + E E^T)}.
   */
  public static <A extends Algebra<A>> GaussianGradients<A> full(
      A meanQ, A choleskyQ, A meanP, A choleskyP) {
    A lower = choleskyP.tril();
    A error = lower.triangularSolve(choleskyQ.tril().minus(lower), false);
    A gap = column(Matrices.whiten(lower, meanQ.minus(meanP)));
    A pull = lower.triangularSolve(gap, true);
    A eye = Matrices.onDiagonal(lower.diagonal().times(0).plus(1));
    A ratio = error.plus(eye);
    A stretch = ratio.matmul(ratio, false, true);
    A excess = error.plus(error.transpose()).plus(error.matmul(error, false, true));
    A outer = gap.matmul(gap, false, true);
    A inverseQ = Matrices.onDiagonal(choleskyQ.diagonal().reciprocal());
    A inverseP = Matrices.onDiagonal(lower.diagonal().reciprocal());
    A shift = Matrices.onDiagonal(error.diagonal().over(choleskyQ.diagonal()));
    A none = error.times(0);
    return new GaussianGradients<>(
        ofMean(pull),
        new GaussianTerms<>(
            none, back(lower, ratio), inverseQ.negate(), back(lower, error).plus(shift)),
        ofMean(pull.negate()),
        new GaussianTerms<>(
            back(lower, outer).negate(),
            back(lower, stretch).negate(),
            inverseP,
            back(lower, outer.plus(excess)).negate()));
  }

  private static <A extends Algebra<A>> GaussianTerms<A> ofMean(A pull) {
    Shape shape = pull.shape().without(-1);
    A slope = pull.reshape(shape);
    A none = slope.times(0);
    return new GaussianTerms<>(slope, none, none, slope);
  }

  /** The lower triangle of {@code L^-T M}. */
  private static <A extends Algebra<A>> A back(A lower, A matrix) {
    return lower.triangularSolve(matrix, true).tril();
  }

  private static <A extends Algebra<A>> A column(A vector) {
    return vector.reshape(vector.shape().append(1));
  }
}
