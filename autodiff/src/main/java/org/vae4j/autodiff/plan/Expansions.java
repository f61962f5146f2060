package org.vae4j.autodiff.plan;

import java.util.Arrays;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Ops that no back end needs a kernel for, written in ops that each has. The reference computes
 * them by their own rules, and so is the test of what is written here.
 */
public final class Expansions {
  private static final double LARGEST = Float.MAX_VALUE;

  private Expansions() {}

  /** What to compute in place of {@code node}; {@code node} itself where it is basic. */
  public static Var of(Var node) {
    if (node.operands().isEmpty()) {
      return node;
    }
    Op op = node.op();
    Var x = node.operands().get(0);
    return switch (op.name()) {
      case "log-sigmoid" -> x.negate().softplus().negate();
      case "silu" -> x.times(x.sigmoid());
      case "gelu" -> x.times(x.normalCdf());
      case "leaky-relu" -> x.greater(number(0)).where(x, x.times(op.attribute(0, Double.class)));
      case "clamp" -> x.max(number(attribute(op, 0))).min(number(attribute(op, 1)));
      case "log-sum-exp" -> logSumExp(x, Ops.axes(op));
      case "softmax" -> softmax(x, Ops.axes(op));
      case "log-softmax" -> logSoftmax(x, Ops.axes(op));
      case "one-hot" -> ofEach(x).equal(indices(op.attribute(0, Integer.class)));
      case "argmax" -> argmax(x, op.attribute(0, Integer.class));
      default -> node;
    };
  }

  private static double attribute(Op op, int index) {
    return op.attribute(index, Double.class);
  }

  private static Var number(double value) {
    return Var.constant(value);
  }

  /** The maximum is taken out, as a finite number: there may be no mass, or an infinite one. */
  private static Var logSumExp(Var x, int[] axes) {
    Var top = x.max(axes).max(number(-LARGEST)).min(number(LARGEST));
    return x.minus(kept(top, x, axes)).exp().sum(axes).log().plus(top);
  }

  private static Var softmax(Var x, int[] axes) {
    Var e = x.minus(kept(x.max(axes), x, axes)).exp();
    return e.over(kept(e.sum(axes), x, axes));
  }

  private static Var logSoftmax(Var x, int[] axes) {
    Var shifted = x.minus(kept(x.max(axes), x, axes));
    return shifted.minus(kept(shifted.exp().sum(axes).log(), x, axes));
  }

  private static Var ofEach(Var x) {
    return x.reshape(x.shape().append(1));
  }

  private static Var indices(int count) {
    double[] from0 = new double[count];
    Arrays.setAll(from0, i -> i);
    return Var.constant(Tensor.of(Shape.of(count), from0));
  }

  /** The least index among those of the maximum. */
  private static Var argmax(Var x, int axis) {
    int[] dims = new int[x.shape().rank() - axis];
    Arrays.fill(dims, 1);
    dims[0] = x.shape().dim(axis);
    Var top = x.max(axis);
    Var ties = x.equal(kept(top, x, new int[] {axis}));
    Var beyond = number(dims[0]);
    Var left = beyond.minus(indices(dims[0]).reshape(Shape.of(dims)));
    Var first = beyond.minus(ties.where(left, number(0)).max(axis));
    return top.equal(top).where(first, number(Double.NaN));
  }

  private static Var kept(Var reduced, Var x, int[] axes) {
    return reduced.reshape(x.shape().keeping(axes));
  }
}
