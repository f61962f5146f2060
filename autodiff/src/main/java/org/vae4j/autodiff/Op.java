package org.vae4j.autodiff;

import java.util.List;
import org.vae4j.core.Shape;

/**
 * One instruction: how its result is shaped, computed and differentiated. Two ops are equal when
 * name and attributes are, which is what lets a graph merge repeated expressions.
 *
 * <p>The value rule is the float64 definition of the op; every back end is held to it. The
 * pull-back is written in {@link Var} algebra, so it is itself differentiable. It may return
 * cotangents of the broadcast shape: {@link Gradients} sums them back to the operand's shape.
 */
public final class Op {
  /** What a planner needs to know about an op. */
  public enum Kind {
    /** Input, parameter, constant or noise. */
    LEAF,
    /** One output element from one element of each broadcast operand. */
    ELEMENTWISE,
    /** Sum or maximum over axes. */
    REDUCTION,
    /** Matrix product over the last two axes. */
    MATMUL,
    /** The operand's elements under another shape, or unchanged. */
    VIEW,
    /** Anything else: run by a kernel of its own, or by the value rule. */
    OTHER
  }

  /** The result's shape from the operands' shapes; throws {@code IllegalArgumentException}. */
  @FunctionalInterface
  public interface ShapeRule {
    /** The shape of the result. */
    Shape of(List<Shape> operands);
  }

  /** The float64 value of the result. */
  @FunctionalInterface
  public interface ValueRule {
    /** The elements of the result, row-major. */
    double[] of(List<double[]> operands, List<Shape> shapes, Shape result);
  }

  /** Vector-Jacobian product. */
  @FunctionalInterface
  public interface PullBack {
    /** One cotangent for each operand; {@code null} where no gradient flows. */
    List<Var> of(Var cotangent, Var result, List<Var> operands);
  }

  /** How many floating-point operations a result takes. */
  @FunctionalInterface
  public interface FlopRule {
    /** Their number. */
    long of(List<Shape> operands, Shape result);
  }

  private final String name;
  private final Kind kind;
  private final List<Object> attributes;
  private final ShapeRule shapeRule;
  private final ValueRule valueRule;
  private final PullBack pullBack;
  private final FlopRule flopRule;

  /**
   * An op of a user's own; {@code attributes} tell apart ops of the same name and must have value
   * equality.
   */
  public Op(
      String name,
      Kind kind,
      List<Object> attributes,
      ShapeRule shapeRule,
      ValueRule valueRule,
      PullBack pullBack) {
    this(name, kind, attributes, shapeRule, valueRule, pullBack, flops(kind));
  }

  private Op(
      String name,
      Kind kind,
      List<Object> attributes,
      ShapeRule shapeRule,
      ValueRule valueRule,
      PullBack pullBack,
      FlopRule flopRule) {
    this.name = name;
    this.kind = kind;
    this.attributes = List.copyOf(attributes);
    this.shapeRule = shapeRule;
    this.valueRule = valueRule;
    this.pullBack = pullBack;
    this.flopRule = flopRule;
  }

  /** One for each element of the result, or of what is reduced; none where nothing is computed. */
  private static FlopRule flops(Kind kind) {
    return switch (kind) {
      case LEAF, VIEW -> (operands, result) -> 0;
      case REDUCTION -> (operands, result) -> operands.get(0).size();
      default -> (operands, result) -> result.size();
    };
  }

  /** The same op with a count of operations of its own, in place of that of its kind. */
  public Op withFlops(FlopRule rule) {
    return new Op(name, kind, attributes, shapeRule, valueRule, pullBack, rule);
  }

  /** The name, in the words of the table {@link Ops}. */
  public String name() {
    return name;
  }

  /** How a planner may treat it. */
  public Kind kind() {
    return kind;
  }

  /** What tells apart ops of the same name: axes, flags, a leaf's identity. */
  public List<Object> attributes() {
    return attributes;
  }

  /** The {@code index}-th attribute as {@code type}. */
  public <T> T attribute(int index, Class<T> type) {
    return type.cast(attributes.get(index));
  }

  /** Whether this is a row of the table of that name. */
  public boolean is(String name) {
    return this.name.equals(name);
  }

  /** The result's shape; throws {@code IllegalArgumentException} naming op, operands and shapes. */
  public Shape shape(List<Shape> operands) {
    return shapeRule.of(operands);
  }

  /** The result in float64. */
  public double[] value(List<double[]> operands, List<Shape> shapes, Shape result) {
    return valueRule.of(operands, shapes, result);
  }

  /**
   * Floating-point operations of the result. An elementary function such as {@code exp} and a
   * comparison count as one, a copied element as none, a decomposition of D x D as D^3.
   */
  public long flops(List<Shape> operands, Shape result) {
    return flopRule.of(operands, result);
  }

  /** The cotangents of the operands. */
  public List<Var> pullBack(Var cotangent, Var result, List<Var> operands) {
    return pullBack.of(cotangent, result, operands);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Op op && name.equals(op.name) && attributes.equals(op.attributes);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + attributes.hashCode();
  }

  /** Name and attributes, as in {@code sum[[1]]}. */
  @Override
  public String toString() {
    return attributes.isEmpty() ? name : name + attributes;
  }
}
