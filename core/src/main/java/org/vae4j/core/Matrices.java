package org.vae4j.core;

/** Triangular solves whose batches broadcast, and matrices made of vectors. */
public final class Matrices {
  private Matrices() {}

  /** {@code L^-1 B} of lower triangles: {@code [.., D, D], [.., D, N] -> [.., D, N]}. */
  public static <A extends Algebra<A>> A solveLower(A lower, A right) {
    Shape batch = lower.shape().without(-2, -1).broadcast(right.shape().without(-2, -1));
    return batched(lower, batch).triangularSolve(batched(right, batch), false);
  }

  /** {@code L^-1 v} of lower triangles: {@code [.., D, D], [.., D] -> [.., D]}. */
  public static <A extends Algebra<A>> A whiten(A lower, A vectors) {
    A solved = solveLower(lower, vectors.reshape(vectors.shape().append(1)));
    return solved.reshape(solved.shape().without(-1));
  }

  /** Diagonal matrices: {@code [.., D] -> [.., D, D]}. */
  public static <A extends Algebra<A>> A onDiagonal(A vectors) {
    int d = vectors.shape().dim(-1);
    double[] eye = new double[d * d];
    for (int i = 0; i < d; i++) {
      eye[i * d + i] = 1;
    }
    return vectors.reshape(vectors.shape().append(1)).times(vectors.constant(Shape.of(d, d), eye));
  }

  private static <A extends Algebra<A>> A batched(A matrices, Shape batch) {
    Shape shape = matrices.shape();
    Shape whole = batch.append(shape.dim(-2), shape.dim(-1));
    return shape.rank() == 2 || shape.equals(whole) ? matrices : matrices.broadcastTo(whole);
  }
}
