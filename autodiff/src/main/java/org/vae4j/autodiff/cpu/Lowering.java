package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** Rewrites a graph in terms of what tile programs can fuse. */
final class Lowering {
  private static final double LARGEST = Float.MAX_VALUE;

  private Lowering() {}

  static Graph lower(Graph graph) {
    return graph.rewrite(Lowering::expand).rewrite(Lowering::withoutBroadcasts);
  }

  /** A log-sum-exp as maximum, exponentials, sum and logarithm, in passes that fuse; stops go. */
  private static Var expand(Var node) {
    if (node.op().is("stop-gradient")) {
      return node.operands().get(0);
    }
    if (!node.op().is("log-sum-exp")) {
      return node;
    }
    int[] axes = Ops.axes(node.op());
    Var x = node.operands().get(0);
    Var top = x.max(axes).max(Var.constant(-LARGEST)).negate().max(Var.constant(-LARGEST)).negate();
    Var scaled = x.minus(top.reshape(x.shape().keeping(axes))).exp();
    return scaled.sum(axes).log().plus(top);
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

  private static Shape shape(Op op, List<Var> operands) {
    return op.shape(operands.stream().map(Var::shape).toList());
  }
}
