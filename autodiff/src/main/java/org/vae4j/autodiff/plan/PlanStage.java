package org.vae4j.autodiff.plan;

import java.util.List;
import java.util.Locale;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;

/**
 * A stage of a plan: what it computes in one go.
 *
 * @param kind how it is computed
 * @param prologue whether it depends on parameters alone, and so waits for them to change
 * @param nodes what is computed, operands before users
 * @param results those of them that reach memory
 * @param space what is iterated over: the shape of the operands of fused ops, else of the result
 * @param cost what a run of it takes
 */
public record PlanStage(
    Kind kind, boolean prologue, List<Var> nodes, List<Var> results, Shape space, Cost cost) {
  /** How a stage is computed. */
  public enum Kind {
    /** Random numbers. */
    NOISE,
    /** A matrix product. */
    PRODUCT,
    /** Elementwise ops and reductions whose intermediate values stay in registers. */
    FUSED,
    /** One op by a kernel of its own. */
    KERNEL,
    /** One op by its float64 value rule, for want of a kernel. */
    HOST,
    /** A value copied to where it is wanted. */
    COPY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the lists. */
  public PlanStage {
    nodes = List.copyOf(nodes);
    results = List.copyOf(results);
  }

  /** One node by itself. */
  public static PlanStage of(Kind kind, boolean prologue, Var node, DType dtype) {
    Cost cost =
        kind == Kind.NOISE
            ? new Cost(0, (long) node.shape().size() * dtype.bytes())
            : Cost.of(node, dtype);
    return new PlanStage(kind, prologue, List.of(node), List.of(node), node.shape(), cost);
  }

  /** The kind of a node that has a kernel of its own, or is noise. */
  public static Kind kind(Var node) {
    if (node.op().is(Ops.NOISE)) {
      return Kind.NOISE;
    }
    boolean product = node.op().kind() == Op.Kind.MATMUL || node.op().name().startsWith("conv2d");
    return product ? Kind.PRODUCT : Kind.KERNEL;
  }
}
