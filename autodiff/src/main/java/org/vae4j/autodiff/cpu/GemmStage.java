package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/** A matrix product, or one for each index of its leading axes, in blocks of the result. */
final class GemmStage implements Stage {
  /** The calls that make one block of the result, slice by slice of the depth, and their cost. */
  private record Block(List<Gemm> calls, long cost) {}

  private final Gemm[][] byPart;

  GemmStage(
      Slot a, Shape shapeA, boolean ta, Slot b, Shape shapeB, boolean tb, Slot c, Shape shapeC) {
    int m = shapeC.dim(-2);
    int n = shapeC.dim(-1);
    int k = shapeA.dim(ta ? -2 : -1);
    int batches = m * n == 0 ? 0 : shapeC.size() / (m * n);
    Blocking blocking = batches < PARTS ? Blocking.of(m, n, k, tb) : new Blocking(m, n, k);
    List<Block> blocks = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      Matrix left = matrix(a, shapeA, ta, batch);
      Matrix right = matrix(b, shapeB, tb, batch);
      Matrix out = matrix(c, shapeC, false, batch);
      for (int column = 0; column < n; column += blocking.width()) {
        for (int row = 0; row < m; row += blocking.height()) {
          int height = Math.min(blocking.height(), m - row);
          int width = Math.min(blocking.width(), n - column);
          Matrix rows = left.from(row, 0);
          Matrix columns = right.from(0, column);
          Matrix target = out.from(row, column);
          blocks.add(block(height, width, k, blocking.depth(), rows, columns, target));
        }
      }
    }
    byPart = share(blocks);
  }

  private static Matrix matrix(Slot slot, Shape shape, boolean transposed, int batch) {
    int rows = shape.dim(-2);
    int columns = shape.dim(-1);
    int start = shape.rank() > 2 ? batch * rows * columns : 0;
    return new Matrix(slot.memory(), slot.offset() + start, columns, transposed);
  }

  private static Block block(int m, int n, int k, int depth, Matrix a, Matrix b, Matrix c) {
    List<Gemm> calls = new ArrayList<>();
    int done = 0;
    do {
      int slice = Math.min(depth, k - done);
      calls.add(new Gemm(m, n, slice, a.from(0, done), b.from(done, 0), c, done > 0));
      done += slice;
    } while (done < k);
    return new Block(calls, (long) m * n);
  }

  /** Blocks in order, to each part an equal share of the cost. */
  private static Gemm[][] share(List<Block> blocks) {
    List<List<Gemm>> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(new ArrayList<>());
    }
    long total = blocks.stream().mapToLong(Block::cost).sum();
    long before = 0;
    for (Block block : blocks) {
      long middle = before + block.cost / 2;
      parts.get((int) (middle * PARTS / total)).addAll(block.calls);
      before += block.cost;
    }
    return parts.stream()
        .filter(part -> !part.isEmpty())
        .map(part -> part.toArray(new Gemm[0]))
        .toArray(Gemm[][]::new);
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
