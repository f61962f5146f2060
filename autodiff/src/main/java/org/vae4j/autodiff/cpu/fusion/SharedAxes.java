package org.vae4j.autodiff.cpu.fusion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * Elementwise ops and reductions that see the same elements along other axes, with a reshape in
 * between, are rewritten to the finest of these shapes: then they are over one iteration space, and
 * fuse. Finer axes cost nothing, since a tile program merges those that it can.
 */
public final class SharedAxes {
  /** The shape that each elementwise op and reduction is to go over. */
  private final Map<Var, Shape> spaces = new HashMap<>();

  private SharedAxes(Graph graph) {
    List<Var> nodes = graph.nodes();
    nodes.stream().filter(SharedAxes::fuses).forEach(node -> spaces.put(node, space(node)));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Var node : nodes) {
        changed |= spaces.containsKey(node) && agree(node);
      }
    }
  }

  /** The same graph over shared axes. */
  public static Graph of(Graph graph) {
    SharedAxes axes = new SharedAxes(graph);
    Map<Var, Shape> over = new HashMap<>();
    axes.spaces.forEach(
        (node, shape) -> {
          if (!shape.equals(space(node))) {
            over.put(node, shape);
          }
        });
    return over.isEmpty() ? graph : graph.rewrite((node, now) -> seen(now, over.get(node)));
  }

  private static boolean fuses(Var node) {
    Op.Kind kind = node.op().kind();
    return kind == Op.Kind.ELEMENTWISE && CpuKernels.known(node.op()) || kind == Op.Kind.REDUCTION;
  }

  private static Shape space(Var node) {
    return node.op().kind() == Op.Kind.REDUCTION ? node.operands().get(0).shape() : node.shape();
  }

  /** Gives a node and its operands of as many elements the finer of their shapes. */
  private boolean agree(Var node) {
    boolean changed = false;
    for (Var operand : node.operands()) {
      Var source = Fusion.root(operand);
      if (source.op().kind() == Op.Kind.ELEMENTWISE && spaces.containsKey(source)) {
        Shape own = spaces.get(node);
        Shape other = spaces.get(source);
        if (finer(own, other)) {
          spaces.put(source, own);
          changed = true;
        } else if (finer(other, own)) {
          spaces.put(node, other);
          changed = true;
        }
      }
    }
    return changed;
  }

  /** Whether the axes of {@code fine} are those of {@code coarse}, at least one of them cut up. */
  private static boolean finer(Shape fine, Shape coarse) {
    return fine.rank() > coarse.rank() && groups(fine, coarse) != null;
  }

  /** For each axis of {@code coarse} the first axis of {@code fine} in it; null if they differ. */
  private static int[] groups(Shape fine, Shape coarse) {
    if (fine.size() != coarse.size() || fine.size() == 0) {
      return null;
    }
    int[] first = new int[coarse.rank() + 1];
    int axis = 0;
    for (int i = 0; i < coarse.rank(); i++) {
      first[i] = axis;
      int size = 1;
      while (axis < fine.rank() && (size < coarse.dim(i) || axis == first[i])) {
        size *= fine.dim(axis++);
      }
      if (size != coarse.dim(i)) {
        return null;
      }
    }
    first[coarse.rank()] = axis;
    return axis == fine.rank() ? first : null;
  }

  /** The node over a finer shape, its result in its own again. */
  private static Var seen(Var node, Shape fine) {
    if (fine == null) {
      return node.withOperands(node.operands().stream().map(x -> view(x, x.shape())).toList());
    }
    Shape coarse = space(node);
    int[] groups = groups(fine, coarse);
    List<Var> operands = new ArrayList<>();
    for (Var operand : node.operands()) {
      operands.add(view(operand, cut(operand.shape(), coarse, fine, groups)));
    }
    Var over;
    if (node.op().kind() == Op.Kind.REDUCTION) {
      over = reduced(node.op(), operands.get(0), groups);
    } else if (node.op().is("broadcast-to")) {
      over = operands.get(0).broadcastTo(fine);
    } else {
      over = Var.of(node.op(), operands.toArray(Var[]::new));
    }
    return view(over, node.shape());
  }

  /** An axis of length 1 may have no part in finer ones: then there is nothing to reduce. */
  private static Var reduced(Op op, Var operand, int[] groups) {
    int[] axes =
        IntStream.of(Ops.axes(op))
            .flatMap(axis -> IntStream.range(groups[axis], groups[axis + 1]))
            .toArray();
    if (axes.length == 0) {
      return operand;
    }
    return op.is("maximum") ? operand.max(axes) : operand.sum(axes);
  }

  /** The shape of an operand that broadcasts to {@code coarse}, cut as {@code fine} is. */
  private static Shape cut(Shape operand, Shape coarse, Shape fine, int[] groups) {
    int missing = coarse.rank() - operand.rank();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < operand.rank(); axis++) {
      for (int i = groups[missing + axis]; i < groups[missing + axis + 1]; i++) {
        dims.add(operand.dim(axis) == 1 ? 1 : fine.dim(i));
      }
    }
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  /** A reshape of what is not reshaped itself. */
  private static Var view(Var x, Shape shape) {
    return Fusion.root(x).reshape(shape);
  }
}
