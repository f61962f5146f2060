package org.vae4j.autodiff;

import java.util.Set;
import org.vae4j.core.Shape;

/**
 * Which elements of a node have a part in the loss: all, or those that no {@code where} on the way
 * leaves out.
 *
 * <p>A branch not taken gets cotangents of 0, but {@code 0 / 0} and {@code 0 * inf} would turn them
 * into NaN further down. So the condition goes down with the cotangent, from a node to its
 * operands, and sets to 0 what each pull-back makes of elements that it leaves out. This needs no
 * knowledge of the op: a user's own elementwise op is guarded like any other.
 */
final class Taken {
  /** Every element. */
  static final Taken ALL = new Taken(null, null, null);

  private static final Var ZERO = Var.constant(0);
  private static final Var ONE = Var.constant(1);

  /** Ops whose pull-back makes 0 of 0, whatever the operands. */
  private static final Set<String> KEEPING_ZEROS =
      Set.of("plus", "minus", "negate", "broadcast-to", "where", "sum");

  /** Ops that carry elements elsewhere: the pull-back of a mask is the operand's mask. */
  private static final Set<String> MOVING =
      Set.of(
          "transpose",
          "slice",
          "concat",
          "tril",
          "diagonal",
          "sort-by",
          "unsort-by",
          "gather",
          "scatter-add",
          "patches",
          "fold");

  /** Not 0 where taken; broadcasts to the node. {@code null} for all. */
  private final Var mask;

  /** The {@code where} that left something out last: what held before it, and its condition. */
  private final Taken before;

  private final Var condition;

  private Taken(Var mask, Taken before, Var condition) {
    this.mask = mask;
    this.before = before;
    this.condition = condition;
  }

  /** What either takes; the two branches of one {@code where} take what it takes itself. */
  Taken or(Taken other) {
    if (mask == null || other == this) {
      return this;
    }
    boolean branches = condition != null && condition == other.condition && before == other.before;
    if (other.mask == null || branches) {
      return branches ? before : ALL;
    }
    return new Taken(mask.max(other.mask), null, null);
  }

  /** {@code part} with 0 for what is not taken. */
  Var keep(Var part) {
    return mask == null ? part : mask.where(part, ZERO);
  }

  /** The operands for the pull-back of {@code node}: a product must not add NaN to a sum. */
  Var guarded(Var node, int index) {
    Var operand = node.operands().get(index);
    boolean sums = node.op().kind() == Op.Kind.MATMUL;
    return sums ? operand(node, index).fitted(operand.shape()).keep(operand) : operand;
  }

  /** Whether the pull-back of {@code node} needs {@link #keep}. */
  boolean guards(Var node) {
    return mask != null
        && !KEEPING_ZEROS.contains(node.op().name())
        && !MOVING.contains(node.op().name())
        && node.op().kind() != Op.Kind.VIEW;
  }

  /** What is taken of an operand of {@code node}, which takes this; before any summing. */
  Taken operand(Var node, int index) {
    if (node.op().is("where") && index > 0) {
      return branch(node.operands().get(0), index == 1);
    }
    if (mask == null) {
      return this;
    }
    Shape shape = node.operands().get(index).shape();
    return switch (node.op().kind()) {
      case ELEMENTWISE -> this;
      case REDUCTION -> of(whole(node).reshape(shape.keeping(Ops.axes(node.op()))));
      case VIEW -> of(whole(node).reshape(shape));
      case MATMUL -> lines(node, index);
      default -> otherwise(node, index, shape);
    };
  }

  private Taken branch(Var chosenBy, boolean holds) {
    if (mask == null && holds && (chosenBy.op().is("greater") || chosenBy.op().is("equal"))) {
      return new Taken(chosenBy, this, chosenBy);
    }
    Var inside = mask == null ? ONE : mask;
    Var taken = holds ? chosenBy.where(inside, ZERO) : chosenBy.where(ZERO, inside);
    return new Taken(taken, this, chosenBy);
  }

  /** The rows of a left factor, the columns of a right one, that a product takes. */
  private Taken lines(Var node, int index) {
    boolean left = index == 0;
    boolean transposed = node.op().attribute(index, Boolean.class);
    Var any = whole(node).max(left ? -1 : -2);
    Shape kept = any.shape().append(1);
    return of(
        any.reshape(left == transposed ? kept.with(-1, any.shape().dim(-1)).with(-2, 1) : kept));
  }

  private Taken otherwise(Var node, int index, Shape shape) {
    if (MOVING.contains(node.op().name())) {
      return of(node.op().pullBack(whole(node), node, node.operands()).get(index));
    }
    return switch (node.op().name()) {
      case "log-sum-exp" -> of(whole(node).reshape(shape.keeping(Ops.axes(node.op()))));
      case "softmax", "log-softmax" -> {
        int[] axes = Ops.axes(node.op());
        yield of(whole(node).max(axes).reshape(shape.keeping(axes)));
      }
      default -> of(mask.max());
    };
  }

  /** The same for an array of {@code shape}, which was repeated to that of the mask. */
  Taken fitted(Shape shape) {
    if (mask == null || mask.shape().broadcastsTo(shape)) {
      return this;
    }
    Var all = mask.broadcastTo(mask.shape().broadcast(shape));
    return of(all.max(all.axesBeyond(shape)).reshape(shape));
  }

  private Var whole(Var node) {
    return mask.broadcastTo(node.shape());
  }

  private static Taken of(Var mask) {
    return mask == null ? ALL : new Taken(mask, null, null);
  }
}
