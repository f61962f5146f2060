package org.vae4j.autodiff.cpu.stage;

import java.util.Arrays;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/**
 * Adds each run of elements to where its index points along an axis of the result, in the order of
 * the indices. Parts take ranges of the elements of a run, so that none writes where another does.
 */
final class ScatterStage implements Stage {
  private final Slot values;
  private final Slot indices;
  private final Slot result;
  private final int count;
  private final int outer;
  private final int length;
  private final int inner;
  private final float[][] indexes;
  private final float[][] sums;
  private final float[][] runs;

  ScatterStage(Slot values, Slot indices, int count, Slot result, Shape shape, int axis) {
    this.values = values;
    this.indices = indices;
    this.result = result;
    this.count = count;
    this.length = shape.dim(axis);
    this.inner = shape.strides()[axis];
    this.outer = shape.size() / Math.max(1, length * inner);
    this.indexes = new float[parts()][count];
    this.sums = new float[parts()][];
    this.runs = new float[parts()][];
    for (int part = 0; part < parts(); part++) {
      runs[part] = new float[column(part + 1) - column(part)];
      sums[part] = new float[length * runs[part].length];
    }
  }

  private int column(int part) {
    return Stage.cut(inner, part, parts(), 1);
  }

  @Override
  public int parts() {
    return inner >= 16 * PARTS ? PARTS : 1;
  }

  @Override
  public void run(int part, Registers registers) {
    float[] sum = sums[part];
    float[] run = runs[part];
    float[] index = indexes[part];
    indices.memory().get(indices.offset(), index, 0, count);
    boolean valid = true;
    for (float i : index) {
      valid &= GatherStage.valid(i, length);
    }
    for (int o = 0; o < outer; o++) {
      Arrays.fill(sum, valid ? 0 : Float.NaN);
      for (int k = 0; valid && k < count; k++) {
        int from = (o * count + k) * inner + column(part);
        values.memory().get(values.offset() + from, run, 0, run.length);
        add(run, sum, (int) index[k] * run.length);
      }
      for (int i = 0; i < length; i++) {
        int to = (o * length + i) * inner + column(part);
        result.memory().put(result.offset() + to, sum, i * run.length, run.length);
      }
    }
  }

  private static void add(float[] run, float[] sum, int at) {
    for (int i = 0; i < run.length; i++) {
      sum[at + i] += run[i];
    }
  }
}
