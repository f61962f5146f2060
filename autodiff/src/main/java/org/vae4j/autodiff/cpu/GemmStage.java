package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/**
 * A matrix product, cut along the columns of the result, or along its rows where the first operand
 * is transposed (a weight's gradient) or the columns are few. Rows are cut further into blocks
 * small enough for OpenBLAS's small-matrix kernel, which does not pack its operands.
 */
final class GemmStage implements Stage {
  /** OpenBLAS takes its small-matrix kernel up to this many multiplications. */
  private static final long SMALL = 1_000_000;

  private static final int COLUMNS_ALIGNED = 16;

  private final Gemm[][] byPart;

  GemmStage(
      Slot a, Shape shapeA, boolean ta, Slot b, Shape shapeB, boolean tb, Slot c, Shape shapeC) {
    int m = shapeC.dim(-2);
    int n = shapeC.dim(-1);
    int k = shapeA.dim(ta ? -2 : -1);
    List<List<Gemm>> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(new ArrayList<>());
    }
    int batches = m * n == 0 ? 0 : shapeC.size() / (m * n);
    for (int batch = 0; batch < batches; batch++) {
      Matrix left = matrix(a, shapeA, ta, batch);
      Matrix right = matrix(b, shapeB, tb, batch);
      Matrix out = matrix(c, shapeC, false, batch);
      if (batches >= PARTS) {
        parts.get(batch % PARTS).add(new Gemm(m, n, k, left, right, out));
      } else {
        cut(parts, m, n, k, left, right, out);
      }
    }
    byPart =
        parts.stream()
            .filter(part -> !part.isEmpty())
            .map(part -> part.toArray(new Gemm[0]))
            .toArray(Gemm[][]::new);
  }

  private static Matrix matrix(Slot slot, Shape shape, boolean transposed, int batch) {
    int rows = shape.dim(-2);
    int columns = shape.dim(-1);
    int start = shape.rank() > 2 ? batch * rows * columns : 0;
    return new Matrix(slot.memory(), slot.offset() + start, columns, transposed);
  }

  private static void cut(
      List<List<Gemm>> parts, int m, int n, int k, Matrix a, Matrix b, Matrix c) {
    boolean byRows = a.transposed() || n < PARTS * COLUMNS_ALIGNED;
    for (int part = 0; part < PARTS; part++) {
      if (byRows) {
        int rows = (int) Math.max(1, Math.min(m, SMALL / ((long) n * Math.max(1, k))));
        int to = Stage.cut(m, part + 1, PARTS, 1);
        int step = a.transposed() ? rows : m;
        for (int row = Stage.cut(m, part, PARTS, 1); row < to; row += step) {
          parts.get(part).add(block(row, Math.min(to, row + step), 0, n, k, a, b, c));
        }
      } else {
        int from = Stage.cut(n, part, PARTS, COLUMNS_ALIGNED);
        int to = Stage.cut(n, part + 1, PARTS, COLUMNS_ALIGNED);
        if (from < to) {
          parts.get(part).add(block(0, m, from, to, k, a, b, c));
        }
      }
    }
  }

  private static Gemm block(
      int top, int bottom, int left, int right, int k, Matrix a, Matrix b, Matrix c) {
    return new Gemm(
        bottom - top, right - left, k, a.from(top, 0), b.from(0, left), c.from(top, left));
  }

  @Override
  public int parts() {
    return byPart.length;
  }

  @Override
  public void run(int part, Registers registers) {
    for (Gemm gemm : byPart[part]) {
      gemm.run();
    }
  }
}
