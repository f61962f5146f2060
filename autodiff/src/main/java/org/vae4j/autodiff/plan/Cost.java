package org.vae4j.autodiff.plan;

import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;

/**
 * What a computation takes.
 *
 * @param flops floating-point operations, as {@link Op#flops} counts them
 * @param bytes read from memory and written there; elements used again from a cache count once
 */
public record Cost(long flops, long bytes) {
  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0);

  /** A node by itself: every operand read, the result written. Leaves and views take nothing. */
  public static Cost of(Var node, DType dtype) {
    Op.Kind kind = node.op().kind();
    if (kind == Op.Kind.LEAF || kind == Op.Kind.VIEW) {
      return NONE;
    }
    long elements = node.shape().size();
    for (Var operand : node.operands()) {
      elements += operand.shape().size();
    }
    return new Cost(flops(node), elements * dtype.bytes());
  }

  /** The operations of a node. */
  public static long flops(Var node) {
    return node.op().flops(node.operands().stream().map(Var::shape).toList(), node.shape());
  }
}
