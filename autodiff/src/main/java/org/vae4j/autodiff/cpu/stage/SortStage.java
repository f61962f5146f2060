package org.vae4j.autodiff.cpu.stage;

import java.util.Arrays;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/**
 * Rows in the order that sorts the rows of keys, or back from it. A key and its place are sorted as
 * one number, so that equal keys keep their order.
 */
final class SortStage implements Stage {
  /** What turns the bits of a negative float into a number that grows with it. */
  private static final int MAGNITUDE = 0x7fffffff;

  private final boolean back;
  private final Slot values;
  private final Slot keys;
  private final Slot result;
  private final int rows;
  private final int width;
  private final float[][] from;
  private final float[][] to;
  private final long[][] order;

  /** Sorts {@code values} of this shape by {@code keys}, or undoes that. */
  SortStage(boolean back, Slot values, Slot keys, Slot result, Shape shape) {
    this.back = back;
    this.values = values;
    this.keys = keys;
    this.result = result;
    this.width = shape.dim(-1);
    this.rows = shape.size() / width;
    this.from = new float[PARTS][width];
    this.to = new float[PARTS][width];
    this.order = new long[PARTS][width];
  }

  @Override
  public int parts() {
    return Math.min(PARTS, rows);
  }

  @Override
  public void run(int part, Registers registers) {
    float[] in = from[part];
    float[] out = to[part];
    int end = Stage.cut(rows, part + 1, parts(), 1);
    for (int row = Stage.cut(rows, part, parts(), 1); row < end; row++) {
      int at = row * width;
      keys.memory().get(keys.offset() + at, in, 0, width);
      sort(in, order[part]);
      values.memory().get(values.offset() + at, in, 0, width);
      move(in, order[part], out);
      result.memory().put(result.offset() + at, out, 0, width);
    }
  }

  private static void sort(float[] keys, long[] order) {
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(keys[i]);
      int rank = bits < 0 ? bits ^ MAGNITUDE : bits;
      order[i] = (long) rank << Integer.SIZE | i;
    }
    Arrays.sort(order);
  }

  private void move(float[] in, long[] order, float[] out) {
    for (int i = 0; i < in.length; i++) {
      int place = (int) order[i];
      if (back) {
        out[place] = in[i];
      } else {
        out[i] = in[place];
      }
    }
  }
}
