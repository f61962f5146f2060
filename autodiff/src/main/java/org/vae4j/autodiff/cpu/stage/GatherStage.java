package org.vae4j.autodiff.cpu.stage;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/** Copies the runs of elements that indices point to along an axis. */
final class GatherStage implements Stage {
  private final FloatBuffer values;
  private final int from;
  private final FloatBuffer indices;
  private final int first;
  private final FloatBuffer result;
  private final int to;
  private final int count;
  private final int outer;
  private final int length;
  private final int inner;
  private final float[][] runs;

  GatherStage(Slot values, Shape shape, Slot indices, int count, Slot result, int axis) {
    this.values = values.memory().floatBuffer();
    this.from = values.offset();
    this.indices = indices.memory().floatBuffer();
    this.first = indices.offset();
    this.result = result.memory().floatBuffer();
    this.to = result.offset();
    this.count = count;
    this.length = shape.dim(axis);
    this.inner = shape.strides()[axis];
    this.outer = shape.size() / Math.max(1, length * inner);
    this.runs = new float[PARTS][inner];
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    float[] run = runs[part];
    int rows = outer * count;
    int end = Stage.cut(rows, part + 1, PARTS, 1);
    for (int row = Stage.cut(rows, part, PARTS, 1); row < end; row++) {
      float index = indices.get(first + row % count);
      if (valid(index, length)) {
        values.get(from + (row / count * length + (int) index) * inner, run, 0, inner);
      } else {
        Arrays.fill(run, Float.NaN);
      }
      result.put(to + row * inner, run, 0, inner);
    }
  }

  /** Whether a number is the index of one of {@code length} things. */
  static boolean valid(float index, int length) {
    return index >= 0 && index < length && index == (int) index;
  }
}
