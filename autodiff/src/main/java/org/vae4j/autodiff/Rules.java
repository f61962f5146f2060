package org.vae4j.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;
import org.vae4j.core.backend.Loops;

/** How the rows of {@link Ops} and of its further pages are written down. */
final class Rules {
  /** Elements are moved, none is computed. */
  static final Op.FlopRule MOVED = (s, out) -> 0;

  /** Matrices of the last two axes are decomposed, or solved with: D^3 for each. */
  static final Op.FlopRule CUBIC = (s, out) -> (long) s.get(0).size() * s.get(0).dim(-1);

  /** The last axis is sorted: comparisons by halves. */
  static final Op.FlopRule SORTED =
      (s, out) -> (long) out.size() * (Integer.SIZE - Integer.numberOfLeadingZeros(out.dim(-1)));

  private Rules() {}

  /** So many operations for each element of the operand. */
  static Op.FlopRule perElement(int count) {
    return (s, out) -> (long) count * s.get(0).size();
  }

  @FunctionalInterface
  interface Unary {
    Var of(Var g, Var x, Var y);
  }

  @FunctionalInterface
  interface Binary {
    List<Var> of(Var g, Var a, Var b, Var y);
  }

  @FunctionalInterface
  interface Reduce {
    double[] of(double[] x, Shape shape, int[] axes);
  }

  static Op unary(String name, DoubleUnaryOperator f, Unary pullBack) {
    return new Op(
        name,
        Op.Kind.ELEMENTWISE,
        List.of(),
        s -> s.get(0),
        (v, s, out) -> Loops.map(v.get(0), f),
        (g, y, x) -> List.of(pullBack.of(g, x.get(0), y)));
  }

  static Op binary(String name, DoubleBinaryOperator f, Binary pullBack) {
    return new Op(
        name,
        Op.Kind.ELEMENTWISE,
        List.of(),
        s -> Shapes.broadcast(name, s.get(0), s.get(1)),
        (v, s, out) -> Loops.zip(v.get(0), s.get(0), v.get(1), s.get(1), out, f),
        (g, y, x) -> pullBack.of(g, x.get(0), x.get(1), y));
  }

  static Op reduction(String name, int[] axes, Reduce value, Unary pullBack) {
    return new Op(
        name,
        Op.Kind.REDUCTION,
        List.of(Axes.of(axes)),
        s -> s.get(0).without(axes),
        (v, s, out) -> value.of(v.get(0), s.get(0), axes),
        (g, y, x) -> List.of(pullBack.of(g, x.get(0), y)));
  }

  static Op other(
      String name,
      List<Object> attributes,
      Op.ShapeRule shape,
      Op.ValueRule value,
      Op.PullBack pullBack) {
    return new Op(name, Op.Kind.OTHER, attributes, shape, value, pullBack);
  }

  static Op leaf(String name, List<Object> attributes, Shape shape, double[] value) {
    return new Op(
        name, Op.Kind.LEAF, attributes, s -> shape, (v, s, out) -> value, (g, y, x) -> List.of());
  }

  static List<Var> none(int operands) {
    return Arrays.asList(new Var[operands]);
  }

  /** A reduced array repeated along the axes it was reduced over. */
  static Var spread(Var reduced, Shape shape, int[] axes) {
    return reduced.reshape(shape.keeping(axes)).broadcastTo(shape);
  }
}
