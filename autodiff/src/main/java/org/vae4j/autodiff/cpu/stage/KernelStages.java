package org.vae4j.autodiff.cpu.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.core.Shape;

/**
 * The stages of ops that are neither elementwise nor products nor of images. What is not here has
 * no kernel: it runs by its value rule.
 */
public final class KernelStages {
  private KernelStages() {}

  /** The stages that compute {@code node}, of which nothing is fused; empty if it has no kernel. */
  public static List<Stage> of(Var node, List<Slot> operands, Slot result) {
    Op op = node.op();
    Slot x = operands.isEmpty() ? null : operands.get(0);
    Shape shape = x == null ? node.shape() : node.operands().get(0).shape();
    if (node.shape().size() == 0 || shape.size() == 0) {
      return List.of();
    }
    return switch (op.name()) {
      case "slice" -> List.of(slice(op, x, shape, result, node.shape()));
      case "concat" -> concat(node, operands, result);
      case "transpose" -> List.of(transpose(x, result, node.shape()));
      case "diagonal" -> List.of(diagonal(x, result, node.shape()));
      case "triangular-solve" -> {
        Shape right = node.operands().get(1).shape();
        boolean turned = op.attribute(0, Boolean.class);
        yield List.of(
            new SolveStage(turned, x, shape, operands.get(1), right, result, node.shape()));
      }
      case "cholesky" -> List.of(new FactorStage(0, x, result, shape));
      case "cholesky1p" -> List.of(new FactorStage(1, x, result, shape));
      case "gather" -> {
        int count = node.operands().get(1).shape().size();
        yield List.of(new GatherStage(x, shape, operands.get(1), count, result, axis(op)));
      }
      case "scatter-add" -> {
        int count = node.operands().get(1).shape().size();
        yield List.of(new ScatterStage(x, operands.get(1), count, result, node.shape(), axis(op)));
      }
      case "sort-by", "unsort-by" -> {
        boolean back = op.is("unsort-by");
        yield List.of(new SortStage(back, x, operands.get(1), result, node.shape()));
      }
      default -> List.of();
    };
  }

  private static int axis(Op op) {
    return op.attribute(0, Integer.class);
  }

  private static Stage slice(Op op, Slot x, Shape whole, Slot result, Shape cut) {
    int start = op.attribute(1, Integer.class) * whole.strides()[axis(op)];
    return new MoveStage(cut, x.from(start), whole.strides(), result, cut.strides());
  }

  private static List<Stage> concat(Var node, List<Slot> parts, Slot result) {
    List<Stage> stages = new ArrayList<>();
    int[] strides = node.shape().strides();
    int start = 0;
    for (int i = 0; i < parts.size(); i++) {
      Shape part = node.operands().get(i).shape();
      if (part.size() > 0) {
        stages.add(new MoveStage(part, parts.get(i), part.strides(), result.from(start), strides));
      }
      start += part.dim(axis(node.op())) * strides[axis(node.op())];
    }
    return stages;
  }

  private static Stage diagonal(Slot x, Slot result, Shape shape) {
    int[] strides = shape.append(shape.dim(-1)).strides();
    int[] steps = Arrays.copyOf(strides, shape.rank());
    steps[shape.rank() - 1]++;
    return new MoveStage(shape, x, steps, result, shape.strides());
  }

  private static Stage transpose(Slot x, Slot result, Shape turned) {
    int[] strides =
        Shape.of(turned.dims()).with(-1, turned.dim(-2)).with(-2, turned.dim(-1)).strides();
    int last = strides.length - 1;
    int step = strides[last];
    strides[last] = strides[last - 1];
    strides[last - 1] = step;
    return new MoveStage(turned, x, strides, result, turned.strides());
  }
}
