package org.vae4j.autodiff.cpu.stage;

import java.nio.FloatBuffer;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/**
 * Copies elements from one array to another, both walked through with strides, the target's last
 * axis without gaps: cutting, joining and transposing.
 */
public final class MoveStage implements Stage {
  private final FloatBuffer source;
  private final int first;
  private final int[] fromStrides;
  private final Slot to;
  private final int[] toStrides;
  private final int[] dims;
  private final int rows;
  private final int width;
  private final float[][] lines;

  /** Moves an array of {@code shape}; the strides say where its elements lie behind each slot. */
  public MoveStage(Shape shape, Slot from, int[] fromStrides, Slot to, int[] toStrides) {
    this.source = from.memory().floatBuffer();
    this.first = from.offset();
    this.fromStrides = fromStrides;
    this.to = to;
    this.toStrides = toStrides;
    this.dims = shape.dims();
    this.width = dims.length == 0 ? 1 : dims[dims.length - 1];
    this.rows = shape.size() / Math.max(1, width);
    this.lines = new float[PARTS][width];
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    int end = Stage.cut(rows, part + 1, PARTS, 1);
    for (int row = Stage.cut(rows, part, PARTS, 1); row < end; row++) {
      read(first + start(row, fromStrides), lines[part]);
      to.memory().put(to.offset() + start(row, toStrides), lines[part], 0, width);
    }
  }

  private int start(int row, int[] strides) {
    int rest = row;
    int start = 0;
    for (int axis = dims.length - 2; axis >= 0; axis--) {
      start += rest % dims[axis] * strides[axis];
      rest /= dims[axis];
    }
    return start;
  }

  private void read(int at, float[] line) {
    int step = dims.length == 0 ? 1 : fromStrides[dims.length - 1];
    if (step == 1) {
      source.get(at, line, 0, width);
    } else {
      for (int i = 0; i < width; i++) {
        line[i] = source.get(at + i * step);
      }
    }
  }
}
