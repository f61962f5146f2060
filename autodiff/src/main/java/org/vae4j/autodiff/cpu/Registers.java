package org.vae4j.autodiff.cpu;

import java.util.Arrays;
import java.util.List;

/**
 * A worker's scratch: tile-sized arrays that stay in its first-level cache, and the plan's
 * constants as arrays of one value. Registers count from 0, constants downwards from -1.
 */
final class Registers {
  /** Elements of a register. */
  static final int TILE = 1024;

  /** The number of the worker in its team. */
  final int worker;

  private final float[][] registers;
  private final float[][] constants;

  /** One row, cut out of a tile so that loops start at index 0 and vectorise. */
  final float[] row = new float[TILE];

  final float[] spare = new float[TILE];

  final Tile tile = new Tile();

  Registers(int worker, int count, List<Float> constants) {
    this.worker = worker;
    this.registers = new float[count][TILE];
    this.constants = new float[constants.size()][TILE];
    for (int i = 0; i < constants.size(); i++) {
      Arrays.fill(this.constants[i], constants.get(i));
    }
  }

  float[] get(int index) {
    return index >= 0 ? registers[index] : constants[~index];
  }
}
