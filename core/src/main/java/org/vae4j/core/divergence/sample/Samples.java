package org.vae4j.core.divergence.sample;

import java.util.Arrays;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/** Sets of points {@code [.., N, D]}, and what two of them have between them. */
final class Samples {
  private Samples() {}

  /** Throws unless both hold at least {@code least} points of one dimension, in equal batches. */
  static <A extends Algebra<A>> void check(String where, A x, A y, int least) {
    Shape a = x.shape();
    Shape b = y.shape();
    require(
        x,
        a.rank() >= 2
            && b.rank() >= 2
            && a.dim(-1) == b.dim(-1)
            && a.without(-2, -1).equals(b.without(-2, -1)),
        "%s: x and y must be [.., N, D] and [.., M, D]; got x %s and y %s".formatted(where, a, b));
    require(
        x,
        a.dim(-2) >= least && b.dim(-2) >= least,
        "%s: x and y must hold at least %d points each; got x %s and y %s"
            .formatted(where, least, a, b));
  }

  /** Throws the refusal of {@code array} unless its shape is right. */
  static <A extends Algebra<A>> void require(A array, boolean holds, String message) {
    if (!holds) {
      throw array.refused(message);
    }
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The mean of the points, a constant to gradients: {@code [.., N, D] -> [.., 1, D]}. */
  static <A extends Algebra<A>> A centre(A x) {
    A mean = x.mean(-2).stopGradient();
    return mean.reshape(x.shape().with(-2, 1));
  }

  /**
   * {@code |x_i - y_j|^2}, {@code [.., N, D], [.., M, D] -> [.., N, M]}, as {@code |x|^2 + |y|^2 -
   * 2 x.y}, no less than 0. The origin is moved to the mean of x, so that far from 0 no digits go.
   */
  static <A extends Algebra<A>> A squaredDistances(A x, A y) {
    A centre = centre(x);
    A a = x.minus(centre);
    A b = y.minus(centre);
    A squaresA = a.square().sum(-1);
    A squaresB = b.square().sum(-1);
    A column = squaresA.reshape(squaresA.shape().append(1));
    A row = squaresB.reshape(squaresB.shape().without(-1).append(1, squaresB.shape().dim(-1)));
    return column.plus(row).minus(a.matmul(b, false, true).times(2)).relu();
  }

  /** {@code [N, N]}: 0 on the diagonal, 1 elsewhere. */
  static <A extends Algebra<A>> A offDiagonal(A like, int n) {
    return offBlocks(like, n, 1);
  }

  /** {@code [N S, N S]}: 0 in the N blocks of S x S on the diagonal, 1 elsewhere. */
  static <A extends Algebra<A>> A offBlocks(A like, int n, int s) {
    int all = n * s;
    double[] mask = new double[all * all];
    Arrays.setAll(mask, i -> i / all / s == i % all / s ? 0 : 1);
    return like.constant(Shape.of(all, all), mask);
  }
}
