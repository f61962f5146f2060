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
    Blocking blocking = batches < PARTS ? Blocking.of(m, n, k, ta, tb) : new Blocking(m, n, k);
    List<Block> blocks = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      Product product = new Product(a, shapeA, ta, b, shapeB, tb, batch);
      Matrix out = Product.matrix(c, shapeC, false, batch);
      for (int column = 0; column < n; column += blocking.width()) {
        for (int row = 0; row < m; row += blocking.height()) {
          int height = Math.min(blocking.height(), m - row);
          int width = Math.min(blocking.width(), n - column);
          List<Gemm> calls = new ArrayList<>();
          product.block(row, height, column, width, blocking.depth(), out.from(row, column), calls);
          blocks.add(new Block(calls, (long) height * width));
        }
      }
    }
    byPart = share(blocks);
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
