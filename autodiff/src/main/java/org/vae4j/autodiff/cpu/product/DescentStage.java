package org.vae4j.autodiff.cpu.product;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;
import org.vae4j.core.backend.Memory;

/**
 * The gradient of a weight, some rows at a time, and at once the move of these rows: their gradient
 * is still in the cache, and goes to a worker's own memory alone. Its calls are those of a {@link
 * GemmStage}, and so its bits.
 */
public final class DescentStage implements Stage {
  /** Rows of the weight, elements {@code [from, to)} of its vector; calls by worker. */
  private record Block(Gemm[][] calls, int from, int to) {}

  private final Block[] blocks;
  private final Memory[] scratch;
  private Update update;

  /**
   * The weight starts at {@code offset} of its vector; {@code scratch} by worker holds a block,
   * which must be as wide as the weight.
   */
  public DescentStage(Products gradient, int offset, Memory[] scratch) {
    this.scratch = scratch;
    List<Block> all = new ArrayList<>();
    int n = gradient.n();
    for (int row = 0; row < gradient.m(); row += gradient.cut().height()) {
      int end = Math.min(gradient.m(), row + gradient.cut().height());
      Gemm[][] calls = new Gemm[scratch.length][];
      for (int worker = 0; worker < calls.length; worker++) {
        Matrix into = new Matrix(scratch[worker], 0, n, false);
        calls[worker] = gradient.block(row, 0, into).toArray(new Gemm[0]);
      }
      all.add(new Block(calls, offset + row * n, offset + end * n));
    }
    blocks = all.toArray(new Block[0]);
  }

  /** What moves the weight in the runs to come. */
  public void moveBy(Update next) {
    update = next;
  }

  @Override
  public int parts() {
    return Math.min(PARTS, blocks.length);
  }

  @Override
  public void run(int part, Registers registers) {
    int worker = registers.worker();
    int end = Stage.cut(blocks.length, part + 1, parts(), 1);
    for (int i = Stage.cut(blocks.length, part, parts(), 1); i < end; i++) {
      Block block = blocks[i];
      for (Gemm gemm : block.calls[worker]) {
        gemm.run();
      }
      update.move(block.from, block.to, scratch[worker], 0, worker);
    }
  }
}
