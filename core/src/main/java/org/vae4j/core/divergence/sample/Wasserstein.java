package org.vae4j.core.divergence.sample;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.closed.ClosedKl;
import org.vae4j.core.divergence.closed.FullGaussianKl;

/**
 * Squares of 2-Wasserstein distances: the least mean squared way that mass goes from q to p. The
 * square is given because its root has no gradient where q = p.
 *
 * <p>Each is a sum of squares, so it keeps its digits however close q comes to p.
 */
public final class Wasserstein {
  private Wasserstein() {}

  /** Diagonal covariances, from means and standard deviations: {@code [.., D] -> [..]}. */
  public static <A extends Algebra<A>> A diagonal(A meanQ, A sdQ, A meanP, A sdP) {
    return meanQ.minus(meanP).square().plus(sdQ.minus(sdP).square()).sum(-1);
  }

  /**
   * Full covariances, from means {@code [.., D]} and lower Cholesky factors {@code [.., D, D]} to
   * {@code [..]}; the strict upper triangles are not read.
   *
   * <p>{@code |mu_q - mu_p|^2 + tr(S_q + S_p - 2 (S_p^1/2 S_q S_p^1/2)^1/2)} (Dowson and Landau
   * 1982), whose trace is the least of {@code |L_q - L_p Q|^2} over orthogonal Q: the polar factor
   * of {@code L_p^T L_q} attains it. Gradients are those of {@code |L_q|^2 + |L_p|^2 - 2 |L_p^T
   * L_q|_*}.
   */
  public static <A extends Algebra<A>> A full(A meanQ, A choleskyQ, A meanP, A choleskyP) {
    Shape shape = choleskyQ.shape().broadcast(choleskyP.shape());
    A left = choleskyQ.tril().broadcastTo(shape);
    A right = choleskyP.tril().broadcastTo(shape);
    A product = right.matmul(left, true, false);
    A value = left.minus(right.matmul(product.polar())).square().sum(-2, -1);
    A squares = left.square().plus(right.square()).sum(-2, -1);
    A scatter = Envelope.of(value, squares.minus(product.nuclearNorm().times(2)));
    return meanQ.minus(meanP).square().sum(-1).plus(scatter);
  }

  /** Full covariances, from means {@code [.., D]} and covariances {@code [.., D, D]}. */
  public static <A extends Algebra<A>> A fullFromCovariance(
      A meanQ, A covarianceQ, A meanP, A covarianceP) {
    return full(meanQ, covarianceQ.cholesky(), meanP, covarianceP.cholesky());
  }

  /** Between two Gaussians of any covariance; empty for other distributions. */
  public static <A extends Algebra<A>> Optional<A> closed(Distribution<A> q, Distribution<A> p) {
    if (!ClosedKl.isGaussian(q) || !ClosedKl.isGaussian(p)) {
      return Optional.empty();
    }
    Distribution<A> a = ClosedKl.diagonal(q);
    Distribution<A> b = ClosedKl.diagonal(p);
    if (a instanceof Diagonal<A> left && b instanceof Diagonal<A> right) {
      return Optional.of(diagonal(left.mean(), left.sd(), right.mean(), right.sd()));
    }
    A factorQ = FullGaussianKl.factor(a);
    return Optional.of(full(a.mean(), factorQ, b.mean(), FullGaussianKl.factor(b)));
  }

  /**
   * The sliced distance between two samples of equal size, {@code [.., N, D], [.., N, D], [P, D] ->
   * [..]}: the mean over P directions of unit length of the distance between the projections, which
   * sorting finds. Bonneel et al. (2015). Two samples of one distribution are a positive distance
   * apart; it shrinks with N.
   */
  public static <A extends Algebra<A>> A sliced(A x, A y, A directions) {
    Samples.check("sliced Wasserstein", x, y, 1);
    Shape rows = directions.shape();
    Samples.require(
        x,
        x.shape().dim(-2) == y.shape().dim(-2),
        "sliced Wasserstein: x and y must hold equally many points; got x %s and y %s"
            .formatted(x.shape(), y.shape()));
    Samples.require(
        directions,
        rows.rank() == 2 && rows.dim(0) > 0 && rows.dim(1) == x.shape().dim(-1),
        "sliced Wasserstein: directions must be [P, %d]; got %s"
            .formatted(x.shape().dim(-1), rows));
    A centre = Samples.centre(y);
    A a = directions.matmul(x.minus(centre), false, true).sort();
    A b = directions.matmul(y.minus(centre), false, true).sort();
    return a.minus(b).square().mean(-2, -1);
  }

  /** As above, along {@code count} directions drawn uniformly from {@code stream}. */
  public static <A extends Algebra<A>> A sliced(A x, A y, int count, RandomGenerator stream) {
    return sliced(x, y, directions(x, count, x.shape().dim(-1), stream));
  }

  /** Directions of unit length, uniform on the sphere: {@code [count, dimension]}. */
  public static <A extends Algebra<A>> A directions(
      A like, int count, int dimension, RandomGenerator stream) {
    Samples.require(count > 0, "sliced Wasserstein: directions must be > 0; got " + count);
    double[] values = new double[count * dimension];
    for (int row = 0; row < values.length; row += dimension) {
      double squares = 0;
      while (!(squares > 0)) {
        squares = 0;
        for (int i = row; i < row + dimension; i++) {
          values[i] = stream.nextGaussian();
          squares += values[i] * values[i];
        }
      }
      for (int i = row; i < row + dimension; i++) {
        values[i] /= Math.sqrt(squares);
      }
    }
    return like.constant(Shape.of(count, dimension), values);
  }
}
