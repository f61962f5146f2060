package org.vae4j.autodiff.cpu.tile;

import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Tile;
import org.vae4j.core.kernel.TileKernel;

/** A kernel on registers; unused operands repeat the first. */
record Apply(TileKernel kernel, int out, int a, int b, int c) implements TileStep {
  @Override
  public void run(Tile tile, Registers registers) {
    kernel.apply(
        registers.get(out), registers.get(a), registers.get(b), registers.get(c), tile.count());
  }
}
