package org.vae4j.autodiff.cpu.stage;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/** An op without a kernel of its own, run by its value rule in float64. */
public final class HostStage implements Stage {
  private final Op op;
  private final List<Slot> operands;
  private final List<Shape> shapes;
  private final Slot result;
  private final Shape shape;

  /** Runs {@code op} on operands and into a result of these shapes. */
  public HostStage(Op op, List<Slot> operands, List<Shape> shapes, Slot result, Shape shape) {
    this.op = op;
    this.operands = operands;
    this.shapes = shapes;
    this.result = result;
    this.shape = shape;
  }

  @Override
  public int parts() {
    return 1;
  }

  @Override
  public void run(int part, Registers registers) {
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      double[] value = new double[shapes.get(i).size()];
      operands.get(i).memory().get(operands.get(i).offset(), value, 0, value.length);
      values.add(value);
    }
    double[] out = op.value(values, shapes, shape);
    result.memory().put(result.offset(), out, 0, out.length);
  }
}
