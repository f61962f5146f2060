package org.vae4j.autodiff.cpu.stage;

import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/** Solves triangular systems, one of the batch after the other, in float64 on the heap. */
final class SolveStage implements Stage {
  private final Slot left;
  private final Slot right;
  private final Slot result;
  private final boolean transpose;
  private final boolean oneLeft;
  private final boolean oneRight;
  private final int batches;
  private final int d;
  private final int n;
  private final double[][] factors;
  private final double[][] columns;

  /** Solves {@code L X = B}, or {@code L^T X = B}; a side of two axes serves every batch. */
  SolveStage(boolean transpose, Slot left, Shape l, Slot right, Shape b, Slot result, Shape out) {
    this.transpose = transpose;
    this.left = left;
    this.right = right;
    this.result = result;
    this.oneLeft = l.rank() == 2;
    this.oneRight = b.rank() == 2;
    this.d = out.dim(-2);
    this.n = out.dim(-1);
    this.batches = out.size() / (d * n);
    this.factors = new double[PARTS][d * d];
    this.columns = new double[PARTS][d * n];
  }

  @Override
  public int parts() {
    return Math.min(PARTS, batches);
  }

  @Override
  public void run(int part, Registers registers) {
    double[] l = factors[part];
    double[] x = columns[part];
    int to = Stage.cut(batches, part + 1, parts(), 1);
    for (int batch = Stage.cut(batches, part, parts(), 1); batch < to; batch++) {
      left.memory().get(left.offset() + (oneLeft ? 0 : batch * d * d), l, 0, d * d);
      right.memory().get(right.offset() + (oneRight ? 0 : batch * d * n), x, 0, d * n);
      for (int i = 0; i < d; i++) {
        row(l, x, transpose ? d - 1 - i : i);
      }
      result.memory().put(result.offset() + batch * d * n, x, 0, d * n);
    }
  }

  /** Row i of the solution, when those it needs stand: the ones above, or below if transposed. */
  private void row(double[] l, double[] x, int i) {
    int from = transpose ? i + 1 : 0;
    int to = transpose ? d : i;
    for (int j = from; j < to; j++) {
      subtract(x, i * n, transpose ? l[j * d + i] : l[i * d + j], x, j * n, n);
    }
    double pivot = l[i * d + i];
    for (int column = 0; column < n; column++) {
      x[i * n + column] /= pivot;
    }
  }

  private static void subtract(double[] to, int at, double factor, double[] x, int from, int n) {
    for (int column = 0; column < n; column++) {
      to[at + column] -= factor * x[from + column];
    }
  }
}
