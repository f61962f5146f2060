package org.vae4j.autodiff.cpu;

/** One instruction of a tile program. */
@FunctionalInterface
interface TileStep {
  /** Works on the elements in use of the registers. */
  void run(Tile tile, Registers registers);
}
