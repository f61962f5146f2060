package org.vae4j.autodiff.cpu.product;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/** Sums of matrix products, or one for each index of leading axes, in blocks of the result. */
public final class GemmStage implements Stage {
  /** The calls that make one block of the result, and their cost. */
  private record Block(List<Gemm> calls, long cost) {}

  private final Gemm[][] byPart;

  /** Leaves the sums of {@code stack} one after the other at {@code result}. */
  public GemmStage(List<Products> stack, Slot result) {
    List<Block> blocks = new ArrayList<>();
    Slot place = result;
    for (Products products : stack) {
      Matrix out = new Matrix(place.memory(), place.offset(), products.n(), false);
      add(products, out, blocks);
      place = place.from(products.m() * products.n());
    }
    byPart = share(blocks);
  }

  /** Column by column: the right operand of a column of blocks passes by once. */
  private static void add(Products products, Matrix out, List<Block> blocks) {
    Blocking cut = products.cut();
    for (int column = 0; column < products.n(); column += cut.width()) {
      int width = Math.min(cut.width(), products.n() - column);
      for (int row = 0; row < products.m(); row += cut.height()) {
        int height = Math.min(cut.height(), products.m() - row);
        List<Gemm> calls = products.block(row, column, out.from(row, column));
        blocks.add(new Block(calls, (long) height * width));
      }
    }
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
