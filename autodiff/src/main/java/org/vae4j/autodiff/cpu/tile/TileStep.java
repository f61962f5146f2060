package org.vae4j.autodiff.cpu.tile;

import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Tile;

/** One instruction of a tile program. */
@FunctionalInterface
interface TileStep {
  /** Works on the elements in use of the registers. */
  void run(Tile tile, Registers registers);
}
