package org.vae4j.autodiff.cpu.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.Fusion;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.MoveStage;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.Shape;

/**
 * Weights stored as a product reads them: the columns that stay in registers side by side, one such
 * panel after the other. A plan that moves no weights stores them so when they have changed, and
 * multiplies by them in every run.
 */
public final class Panels {
  /** The same matrix, stored otherwise. */
  private static final Op OP =
      new Op(
          "panels",
          Op.Kind.OTHER,
          List.of(),
          shapes -> shapes.get(0),
          (values, shapes, result) -> values.get(0),
          (cotangent, result, operands) -> List.of(cotangent));

  /** Rows of a product from which on the copy pays in the first run. */
  private static final int ROWS = 64;

  private Panels() {}

  /** The graph with products by such weights; as it is, where a run leaves gradients. */
  public static Graph of(Graph graph) {
    if (!graph.gradients().isEmpty()) {
      return graph;
    }
    Set<Var> varying = Fusion.varying(graph);
    return graph.rewrite((node, over) -> fits(node) ? byPanels(node, over, varying) : over);
  }

  private static boolean fits(Var node) {
    return node.op().kind() == Op.Kind.MATMUL
        && node.shape().rank() == 2
        && node.shape().dim(0) >= ROWS
        && node.shape().dim(1) > Blocking.PANEL
        && !node.op().attribute(0, Boolean.class)
        && !node.op().attribute(1, Boolean.class);
  }

  /** The product with those of its right operands in panels that do not vary. */
  private static Var byPanels(Var node, Var over, Set<Var> varying) {
    List<Var> operands = new ArrayList<>(over.operands());
    for (int i = 1; i < operands.size(); i += 2) {
      Var right = operands.get(i);
      if (!varying.contains(node.operands().get(i)) && right.shape().size() > 0) {
        operands.set(i, Var.of(OP, right));
      }
    }
    return over.withOperands(operands);
  }

  /** Whether a value is stored in panels. */
  public static boolean holds(Var node) {
    return node.op().equals(OP);
  }

  /** The stages that store a matrix {@code [k, n]} so: whole panels, and what is left. */
  public static List<Stage> stages(Slot matrix, Slot panels, Shape shape) {
    int k = shape.dim(0);
    int n = shape.dim(1);
    int width = Blocking.PANEL;
    int whole = n / width;
    List<Stage> stages = new ArrayList<>();
    Shape cut = Shape.of(whole, k, width);
    stages.add(new MoveStage(cut, matrix, new int[] {width, n, 1}, panels, cut.strides()));
    if (whole * width < n) {
      Shape rest = Shape.of(k, n - whole * width);
      Slot from = matrix.from(whole * width);
      Slot to = panels.from(whole * width * k);
      stages.add(new MoveStage(rest, from, new int[] {n, 1}, to, rest.strides()));
    }
    return stages;
  }
}
