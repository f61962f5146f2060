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

  /** A left operand of more elements passes by once, a strip of rows at a time: 2 MB. */
  private static final int LARGE = 1 << 19;

  private final Gemm[][] byPart;

  GemmStage(
      Slot a, Shape shapeA, boolean ta, Slot b, Shape shapeB, boolean tb, Slot c, Shape shapeC) {
    int m = shapeC.dim(-2);
    int n = shapeC.dim(-1);
    int k = shapeA.dim(ta ? -2 : -1);
    int batches = m * n == 0 ? 0 : shapeC.size() / (m * n);
    Blocking blocking = batches < PARTS ? Blocking.of(m, n, k, ta, tb) : new Blocking(m, n, k);
    List<Block> blocks = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      Product product = new Product(a, shapeA, ta, b, shapeB, tb, batch);
      Matrix out = Product.matrix(c, shapeC, false, batch);
      boolean tall = (long) m * k > LARGE;
      int strip = tall ? blocking.height() : m;
      for (int top = 0; top < m; top += strip) {
        int bottom = Math.min(m, top + strip);
        for (int column = 0; column < n; column += blocking.width()) {
          int width = Math.min(blocking.width(), n - column);
          for (int row = top; row < bottom; row += blocking.height()) {
            int height = Math.min(blocking.height(), m - row);
            blocks.add(block(product, row, height, column, width, blocking.depth(), out));
          }
        }
      }
    }
    byPart = share(blocks);
  }

  private static Block block(
      Product product, int row, int height, int column, int width, int depth, Matrix out) {
    List<Gemm> calls = new ArrayList<>();
    product.block(row, height, column, width, depth, out.from(row, column), calls);
    return new Block(calls, (long) height * width);
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
