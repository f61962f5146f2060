package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Matrices;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gaussian;

/**
 * The KL between Gaussians of which one at least has a full covariance, from whatever they were
 * made of: the difference of two covariances is exact where that of their factors is not.
 */
public final class FullGaussianKl {
  private FullGaussianKl() {}

  static <A extends Algebra<A>> GaussianTerms<A> of(Distribution<A> q, Distribution<A> p) {
    if (isFromFactor(q) || isFromFactor(p)) {
      return GaussianKl.full(q.mean(), factor(q), p.mean(), factor(p));
    }
    return GaussianKl.fullFromGap(q.mean(), factor(q), p.mean(), factor(p), gap(q, p));
  }

  /** Whether it is a Gaussian that was made of a Cholesky factor. */
  public static <A extends Algebra<A>> boolean isFromFactor(Distribution<A> d) {
    return d instanceof Gaussian<A> g && g.isFromFactor();
  }

  /** The lower Cholesky factor of the covariance, {@code [.., D, D]}. */
  public static <A extends Algebra<A>> A factor(Distribution<A> d) {
    return d instanceof Diagonal<A> a ? Matrices.onDiagonal(a.sd()) : ((Gaussian<A>) d).factor();
  }

  /** The covariance, {@code [.., D, D]}. */
  public static <A extends Algebra<A>> A covariance(Distribution<A> d) {
    return d instanceof Diagonal<A> a
        ? Matrices.onDiagonal(a.sd().square())
        : ((Gaussian<A>) d).covariance();
  }

  /** The covariance of q less that of p, where squares of deviations are rounded once. */
  static <A extends Algebra<A>> A gap(Distribution<A> q, Distribution<A> p) {
    if (q instanceof Diagonal<A> a) {
      return gap(((Gaussian<A>) p).covariance(), a.sd()).negate();
    }
    A covariance = ((Gaussian<A>) q).covariance();
    return p instanceof Diagonal<A> b
        ? gap(covariance, b.sd())
        : covariance.minus(((Gaussian<A>) p).covariance());
  }

  private static <A extends Algebra<A>> A gap(A covariance, A sd) {
    A diagonal = covariance.diagonal();
    A square = sd.fma(sd.negate(), diagonal);
    return covariance.minus(Matrices.onDiagonal(diagonal)).plus(Matrices.onDiagonal(square));
  }
}
