package org.vae4j.autodiff.cpu.stage;

import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Factor;

/** Cholesky factors, one of the batch after the other, by the arithmetic of the value rule. */
final class FactorStage implements Stage {
  private final Slot matrices;
  private final Slot result;
  private final int batches;
  private final int size;
  private final Factor[] factors = new Factor[PARTS];
  private final double[][] values;

  /** Factors matrices of {@code shape}, {@code [.., D, D]}, above the identity if unit is 1. */
  FactorStage(int unit, Slot matrices, Slot result, Shape shape) {
    this.matrices = matrices;
    this.result = result;
    int d = shape.dim(-1);
    this.size = d * d;
    this.batches = shape.size() / size;
    this.values = new double[PARTS][size];
    for (int part = 0; part < PARTS; part++) {
      factors[part] = new Factor(d, unit);
    }
  }

  @Override
  public int parts() {
    return Math.min(PARTS, batches);
  }

  @Override
  public void run(int part, Registers registers) {
    double[] x = values[part];
    int to = Stage.cut(batches, part + 1, parts(), 1);
    for (int batch = Stage.cut(batches, part, parts(), 1); batch < to; batch++) {
      matrices.memory().get(matrices.offset() + batch * size, x, 0, size);
      factors[part].factor(x, 0, x);
      result.memory().put(result.offset() + batch * size, x, 0, size);
    }
  }
}
