package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.SharedAxes;
import org.vae4j.autodiff.cpu.product.Panels;
import org.vae4j.autodiff.cpu.product.ProductSums;
import org.vae4j.autodiff.plan.Expansions;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** Rewrites a graph in terms of what tile programs can fuse. */
final class Lowering {
  private Lowering() {}

  static Graph lower(Graph graph) {
    Graph lowered =
        graph
            .rewrite(Lowering::withoutStops)
            .rewrite(Expansions::of)
            .rewrite(Lowering::withoutTriangles)
            .rewrite(Lowering::withoutBroadcasts)
            .rewrite(Lowering::inBatches);
    return Panels.of(SharedAxes.of(ProductSums.of(lowered)));
  }

  /** A stop has done its work when gradients have been taken. */
  private static Var withoutStops(Var node) {
    return node.op().is("stop-gradient") ? node.operands().get(0) : node;
  }

  /** Elementwise ops broadcast by themselves: they read the small operand, not its copies. */
  private static Var withoutBroadcasts(Var node) {
    if (node.op().kind() != Op.Kind.ELEMENTWISE || node.op().is("broadcast-to")) {
      return node;
    }
    List<Var> operands = new ArrayList<>(node.operands());
    for (int i = 0; i < operands.size(); i++) {
      Var wide = operands.get(i);
      if (wide.op().is("broadcast-to")) {
        operands.set(i, wide.operands().get(0));
        if (!shape(node.op(), operands).equals(node.shape())) {
          operands.set(i, wide);
        }
      }
    }
    return node.withOperands(operands);
  }

  /** A lower triangle is chosen by a constant. */
  private static Var withoutTriangles(Var node) {
    if (!node.op().is("tril")) {
      return node;
    }
    int d = node.shape().dim(-1);
    double[] lower = new double[d * d];
    Arrays.setAll(lower, i -> i % d <= i / d ? 1 : 0);
    Var within = Var.constant(Tensor.of(Shape.of(d, d), lower));
    return within.where(node.operands().get(0), Var.constant(0));
  }

  /** A product's operands have its batches, or none. */
  private static Var inBatches(Var node) {
    if (node.op().kind() != Op.Kind.MATMUL && !node.op().is("triangular-solve")) {
      return node;
    }
    List<Var> operands = new ArrayList<>(node.operands());
    operands.replaceAll(
        x ->
            x.shape().rank() == 2
                ? x
                : x.broadcastTo(
                    node.shape().with(-2, x.shape().dim(-2)).with(-1, x.shape().dim(-1))));
    return node.withOperands(operands);
  }

  private static Shape shape(Op op, List<Var> operands) {
    return op.shape(operands.stream().map(Var::shape).toList());
  }
}
