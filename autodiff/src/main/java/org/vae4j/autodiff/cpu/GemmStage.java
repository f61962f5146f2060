package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/**
 * A matrix product, cut into blocks of the result. A product of few rows is cut so small that
 * OpenBLAS takes its small-matrix kernel, which does not pack its operands; blocks that small give
 * the same bits however they are shared out. A larger product is cut once along its longer side.
 */
final class GemmStage implements Stage {
  /** OpenBLAS takes its small-matrix kernel up to this many multiplications. */
  private static final int SMALL = 1_000_000;

  /** Beyond this depth or height, packing pays. */
  private static final int DEEP = 800;

  private static final int HIGH = 256;
  private static final int ALIGNED = 16;

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
    boolean small = k <= DEEP && (m <= HIGH || a.transposed());
    int height = small ? Math.min(m, smallHeight(n, k)) : m > n ? aligned(m) : m;
    int width = small ? Math.min(n, smallWidth(k)) : m > n ? n : aligned(n);
    List<Gemm> blocks = new ArrayList<>();
    for (int left = 0; left < n; left += width) {
      for (int top = 0; top < m; top += height) {
        int bottom = Math.min(m, top + height);
        blocks.add(block(top, bottom, left, Math.min(n, left + width), k, a, b, c));
      }
    }
    for (int i = 0; i < blocks.size(); i++) {
      parts.get((int) ((long) i * PARTS / blocks.size())).add(blocks.get(i));
    }
  }

  private static int smallWidth(int k) {
    return k > 150 ? 2 * ALIGNED : 8 * ALIGNED;
  }

  private static int smallHeight(int n, int k) {
    int rows = SMALL / (Math.min(n, smallWidth(k)) * Math.max(1, k));
    return Math.max(1, rows >= 2 * ALIGNED ? rows / ALIGNED * ALIGNED : rows);
  }

  /** A fourth of {@code side}, or a little more. */
  private static int aligned(int side) {
    int share = (side + PARTS - 1) / PARTS;
    return (share + ALIGNED - 1) / ALIGNED * ALIGNED;
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
