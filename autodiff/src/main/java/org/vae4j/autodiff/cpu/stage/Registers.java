package org.vae4j.autodiff.cpu.stage;

import java.util.Arrays;
import java.util.List;
import org.vae4j.core.kernel.TileKernels;

/**
 * A worker's scratch: tile-sized arrays that stay in its first-level cache, and the plan's
 * constants as arrays of one value. Registers count from 0, constants downwards from -1.
 */
public final class Registers {
  /** Elements of a register. */
  public static final int TILE = TileKernels.TILE;

  private final int worker;
  private final float[][] registers;
  private final float[][] constants;
  private final float[] row = new float[TILE];
  private final float[] spare = new float[TILE];
  private final Tile tile = new Tile();

  /** Of a worker, with {@code count} registers and these constants. */
  public Registers(int worker, int count, List<Float> constants) {
    this.worker = worker;
    this.registers = new float[count][TILE];
    this.constants = new float[constants.size()][TILE];
    for (int i = 0; i < constants.size(); i++) {
      Arrays.fill(this.constants[i], constants.get(i));
    }
  }

  /** The number of the worker in its team. */
  public int worker() {
    return worker;
  }

  /** One row, cut out of a tile so that loops start at index 0 and vectorise. */
  public float[] row() {
    return row;
  }

  /** Room for a tile besides. */
  public float[] spare() {
    return spare;
  }

  /** Where the worker's tile program stands. */
  public Tile tile() {
    return tile;
  }

  /** A register from 0 on, or a constant below. */
  public float[] get(int index) {
    return index >= 0 ? registers[index] : constants[~index];
  }
}
