package org.vae4j.autodiff;

import static org.vae4j.autodiff.Rules.CUBIC;
import static org.vae4j.autodiff.Rules.MOVED;
import static org.vae4j.autodiff.Rules.SORTED;
import static org.vae4j.autodiff.Rules.binary;
import static org.vae4j.autodiff.Rules.leaf;
import static org.vae4j.autodiff.Rules.none;
import static org.vae4j.autodiff.Rules.other;
import static org.vae4j.autodiff.Rules.perElement;
import static org.vae4j.autodiff.Rules.reduction;
import static org.vae4j.autodiff.Rules.spread;
import static org.vae4j.autodiff.Rules.unary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.vae4j.core.Functions;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;
import org.vae4j.core.Special;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Loops;
import org.vae4j.core.backend.Spectra;

/**
 * The instruction set, read as a table of calculus: each row has a name, a value and a pull-back
 * ({@code g} the cotangent, {@code x a b} operands, {@code y} the result), and a count of
 * operations where its kind does not say. The set is closed: a pull-back uses rows of this table
 * only, {@link Activations}, {@link Indices} and {@link Convolutions} being pages of it.
 */
public final class Ops {
  /** Leaf fed before each run; attributes name and shape. */
  public static final String INPUT = "input";

  /** Leaf read from its vector; attribute the {@link Parameter}. */
  public static final String PARAMETER = "parameter";

  /** Scalar constant; attribute its value. */
  public static final String NUMBER = "number";

  /** Constant array; attribute the {@link Tensor}. */
  public static final String CONSTANT = "constant";

  /** Leaf drawn at each run; attributes name, {@link NoiseKind} and shape. */
  public static final String NOISE = "noise";

  /**
   * A term of a log-sum-exp whose share is smaller, 1e-30, gets no gradient: what is made of it
   * would be subnormal numbers, which processors multiply a hundred times more slowly.
   */
  private static final double LEAST_LOG_SHARE = -69;

  /** The shares of a log-sum-exp are parts of their sum, unless there are none. */
  private static final double LEAST_MASS = 1e-30;

  // Elementwise, one operand.
  static final Op NEGATE = unary("negate", x -> -x, (g, x, y) -> g.negate());
  static final Op RECIPROCAL =
      unary("reciprocal", x -> 1 / x, (g, x, y) -> g.times(y.square()).negate());
  static final Op SQUARE = unary("square", x -> x * x, (g, x, y) -> g.times(x).times(2));
  static final Op SQRT = unary("sqrt", Math::sqrt, (g, x, y) -> g.over(y).times(0.5));
  static final Op ABS = unary("abs", Math::abs, (g, x, y) -> g.times(sign(x)));
  static final Op EXP = unary("exp", Math::exp, (g, x, y) -> g.times(y));
  static final Op EXPM1 = unary("expm1", Math::expm1, (g, x, y) -> g.times(y.plus(1)));
  static final Op LOG = unary("log", Math::log, (g, x, y) -> g.over(x));
  static final Op LOG1P = unary("log1p", Math::log1p, (g, x, y) -> g.over(x.plus(1)));
  static final Op LOG1PMX =
      unary("log1pmx", Functions::log1pmx, (g, x, y) -> g.times(x).over(x.plus(1)).negate());
  static final Op EXPM1MX = unary("expm1mx", Functions::expm1mx, (g, x, y) -> g.times(x.expm1()));
  static final Op ERF =
      unary(
          "erf",
          Functions::erf,
          (g, x, y) -> g.times(x.square().negate().exp()).times(2 / Math.sqrt(Math.PI)));
  static final Op NORMAL_CDF =
      unary(
          "normal-cdf",
          Functions::normalCdf,
          (g, x, y) -> g.times(x.square().times(-0.5).exp()).times(1 / Math.sqrt(2 * Math.PI)));
  static final Op SIN = unary("sin", Math::sin, (g, x, y) -> g.times(x.cos()));
  static final Op COS = unary("cos", Math::cos, (g, x, y) -> g.times(x.sin()).negate());
  static final Op TANH =
      unary("tanh", Math::tanh, (g, x, y) -> g.times(Var.constant(1).minus(y.square())));
  static final Op SIGMOID =
      unary("sigmoid", Functions::sigmoid, (g, x, y) -> g.times(y).times(x.negate().sigmoid()));
  static final Op SOFTPLUS =
      unary("softplus", Functions::softplus, (g, x, y) -> g.times(x.sigmoid()));
  static final Op RELU =
      unary("relu", x -> Math.max(x, 0), (g, x, y) -> g.times(x.greater(Var.constant(0))));

  // Elementwise, two or three operands.
  static final Op PLUS = binary("plus", Double::sum, (g, a, b, y) -> List.of(g, g));
  static final Op MINUS = binary("minus", (a, b) -> a - b, (g, a, b, y) -> List.of(g, g.negate()));
  static final Op TIMES =
      binary("times", (a, b) -> a * b, (g, a, b, y) -> List.of(g.times(b), g.times(a)));
  static final Op OVER =
      binary(
          "over", (a, b) -> a / b, (g, a, b, y) -> List.of(g.over(b), g.times(y).over(b).negate()));
  static final Op MAX =
      binary("max", Math::max, (g, a, b, y) -> List.of(g.times(share(a, b)), g.times(share(b, a))));
  static final Op MIN =
      binary("min", Math::min, (g, a, b, y) -> List.of(g.times(share(b, a)), g.times(share(a, b))));
  static final Op POW =
      binary(
          "pow",
          Math::pow,
          (g, a, b, y) -> {
            Var zero = Var.constant(0);
            Var byBase = b.where(b.times(a.pow(b.minus(1))), zero);
            return List.of(g.times(byBase), g.times(a.greater(zero).where(y.times(a.log()), zero)));
          });
  static final Op EQUAL = binary("equal", (a, b) -> a == b ? 1 : 0, (g, a, b, y) -> none(2));
  static final Op GREATER = binary("greater", (a, b) -> a > b ? 1 : 0, (g, a, b, y) -> none(2));
  static final Op FMA =
      new Op(
              "fma",
              Op.Kind.ELEMENTWISE,
              List.of(),
              s -> Shapes.fma(s.get(0), s.get(1), s.get(2)),
              (v, s, out) ->
                  Loops.fma(v.get(0), s.get(0), v.get(1), s.get(1), v.get(2), s.get(2), out),
              (g, y, x) -> List.of(g.times(x.get(1)), g.times(x.get(0)), g))
          .withFlops((s, out) -> 2L * out.size());
  static final Op WHERE =
      new Op(
          "where",
          Op.Kind.ELEMENTWISE,
          List.of(),
          s -> Shapes.broadcast("where", Shapes.broadcast("where", s.get(0), s.get(1)), s.get(2)),
          (v, s, out) ->
              Loops.where(v.get(0), s.get(0), v.get(1), s.get(1), v.get(2), s.get(2), out),
          (g, y, x) -> {
            Var zero = Var.constant(0);
            return Arrays.asList(null, x.get(0).where(g, zero), x.get(0).where(zero, g));
          });

  // Triangles and transposes of the last two axes.
  static final Op TRIL =
      other(
              "tril",
              List.of(),
              s -> Shapes.square("tril", s.get(0)),
              (v, s, out) -> Loops.tril(v.get(0), s.get(0)),
              (g, y, x) -> List.of(g.tril()))
          .withFlops(MOVED);
  static final Op DIAGONAL =
      other(
              "diagonal",
              List.of(),
              s -> Shapes.square("diagonal", s.get(0)).without(-1),
              (v, s, out) -> Loops.diagonal(v.get(0), s.get(0)),
              (g, y, x) -> List.of(onDiagonal(g, x.get(0).shape())))
          .withFlops(MOVED);
  static final Op CHOLESKY =
      other(
              "cholesky",
              List.of(),
              s -> Shapes.square("cholesky", s.get(0)),
              (v, s, out) -> Loops.cholesky(v.get(0), s.get(0)),
              (g, y, x) -> List.of(throughFactor(g, y)))
          .withFlops(CUBIC);
  static final Op CHOLESKY1P =
      other(
              "cholesky1p",
              List.of(),
              s -> Shapes.square("cholesky1p", s.get(0)),
              (v, s, out) -> Loops.cholesky1p(v.get(0), s.get(0)),
              (g, y, x) -> List.of(throughFactor(g, y.plus(eye(y.shape().dim(-1))))))
          .withFlops(CUBIC);

  // Singular values and symmetric equations of the last two axes.
  static final Op NUCLEAR_NORM =
      other(
              "nuclear-norm",
              List.of(),
              s -> Shapes.nuclearNorm(s.get(0)),
              (v, s, out) -> Spectra.nuclearNorm(v.get(0), s.get(0)),
              (g, y, x) -> List.of(g.reshape(g.shape().append(1, 1)).times(x.get(0).polar())))
          .withFlops(CUBIC);
  static final Op POLAR =
      other(
              "polar",
              List.of(),
              s -> Shapes.square("polar", s.get(0)),
              (v, s, out) -> Spectra.polar(v.get(0), s.get(0)),
              (g, y, x) -> {
                Var stretch = y.matmul(x.get(0), true, false);
                Var turn = y.matmul(g, true, false);
                return List.of(y.matmul(stretch.lyapunov(turn.minus(turn.transpose()))));
              })
          .withFlops(CUBIC);
  static final Op LYAPUNOV =
      other(
              "lyapunov",
              List.of(),
              s -> Shapes.lyapunov(s.get(0), s.get(1)),
              (v, s, out) -> Spectra.lyapunov(v.get(0), v.get(1), out),
              (g, y, x) -> {
                Var right = x.get(0).lyapunov(g);
                Var left = right.matmul(y, false, true).plus(y.matmul(right, true, false));
                return List.of(left.plus(left.transpose()).times(-0.5), right);
              })
          .withFlops(CUBIC);

  // Order along the last axis: values, keys.
  static final Op SORT_BY =
      other(
              "sort-by",
              List.of(),
              s -> Shapes.keyed("sortBy", s.get(0), s.get(1)),
              (v, s, out) -> Loops.sortBy(v.get(0), v.get(1), out),
              (g, y, x) -> Arrays.asList(g.unsortBy(x.get(1)), null))
          .withFlops(SORTED);
  static final Op UNSORT_BY =
      other(
              "unsort-by",
              List.of(),
              s -> Shapes.keyed("unsortBy", s.get(0), s.get(1)),
              (v, s, out) -> Loops.unsortBy(v.get(0), v.get(1), out),
              (g, y, x) -> Arrays.asList(g.sortBy(x.get(1)), null))
          .withFlops(SORTED);

  static final Op TRANSPOSE =
      other(
              "transpose",
              List.of(),
              s -> Shapes.transpose(s.get(0)),
              (v, s, out) -> Loops.transpose(v.get(0), s.get(0)),
              (g, y, x) -> List.of(g.transpose()))
          .withFlops(MOVED);

  static final Op STOP_GRADIENT =
      new Op(
          "stop-gradient",
          Op.Kind.VIEW,
          List.of(),
          s -> s.get(0),
          (v, s, out) -> v.get(0),
          (g, y, x) -> none(1));

  private Ops() {}

  /** The axes that a {@code sum}, {@code maximum} or {@code log-sum-exp} goes over. */
  public static int[] axes(Op op) {
    return op.attribute(0, Axes.class).array();
  }

  // ---------------------------------------------------------------- rows with attributes

  static Op special(Special function, int order) {
    return new Op(
        "special",
        Op.Kind.ELEMENTWISE,
        List.of(function, order),
        s -> s.get(0),
        (v, s, out) -> Loops.map(v.get(0), x -> function.derivative(order, x)),
        (g, y, x) -> List.of(g.times(x.get(0).special(function, order + 1))));
  }

  static Op sum(int[] axes) {
    return reduction("sum", axes, Loops::sum, (g, x, y) -> spread(g, x.shape(), axes));
  }

  static Op maximum(int[] axes) {
    return reduction(
        "maximum",
        axes,
        Loops::max,
        (g, x, y) -> {
          Var top = spread(y, x.shape(), axes);
          Var ties = Var.constant(1).minus(x.greater(top)).minus(top.greater(x));
          return ties.times(spread(g.over(ties.sum(axes)), x.shape(), axes));
        });
  }

  static Op logSumExp(int[] axes) {
    return new Op(
            "log-sum-exp",
            Op.Kind.OTHER,
            List.of(Axes.of(axes)),
            s -> s.get(0).without(axes),
            (v, s, out) -> Loops.logSumExp(v.get(0), s.get(0), axes),
            (g, y, x) -> {
              Var finite = Var.constant(-Double.MAX_VALUE).greater(y).where(Var.constant(0), y);
              Var log = x.get(0).minus(spread(finite, x.get(0).shape(), axes));
              Var none = Var.constant(LEAST_LOG_SHARE).greater(log);
              Var share = none.where(Var.constant(0), log.exp());
              Var mass = share.sum(axes).max(Var.constant(LEAST_MASS));
              return List.of(share.times(spread(g.over(mass), x.get(0).shape(), axes)));
            })
        .withFlops(perElement(4));
  }

  static Op matmul(boolean ta, boolean tb) {
    return new Op(
            "matmul",
            Op.Kind.MATMUL,
            List.of(ta, tb),
            s -> Shapes.matmul(s.get(0), s.get(1), ta, tb),
            (v, s, out) -> Loops.matmul(v.get(0), s.get(0), v.get(1), s.get(1), ta, tb),
            (g, y, x) -> {
              Var a = x.get(0);
              Var b = x.get(1);
              return List.of(
                  ta ? b.matmul(g, tb, true) : g.matmul(b, false, !tb),
                  tb ? g.matmul(a, true, ta) : a.matmul(g, !ta, false));
            })
        .withFlops((s, out) -> 2L * out.size() * s.get(0).dim(ta ? -2 : -1));
  }

  static Op triangularSolve(boolean transpose) {
    return other(
            "triangular-solve",
            List.of(transpose),
            s -> Shapes.triangularSolve(s.get(0), s.get(1)),
            (v, s, out) -> Loops.triangularSolve(v.get(0), s.get(0), v.get(1), s.get(1), transpose),
            (g, y, x) -> {
              Var right = x.get(0).triangularSolve(g, !transpose);
              Var outer = transpose ? y.matmul(right, false, true) : right.matmul(y, false, true);
              return List.of(outer.negate().tril(), right);
            })
        .withFlops((s, out) -> (long) out.size() * s.get(0).dim(-1));
  }

  static Op reshape(Shape target) {
    return new Op(
        "reshape",
        Op.Kind.VIEW,
        List.of(target),
        s -> Shapes.reshape(s.get(0), target),
        (v, s, out) -> v.get(0),
        (g, y, x) -> List.of(g.reshape(x.get(0).shape())));
  }

  static Op broadcastTo(Shape target) {
    return new Op(
            "broadcast-to",
            Op.Kind.ELEMENTWISE,
            List.of(target),
            s -> Shapes.broadcastTo(s.get(0), target),
            (v, s, out) -> Loops.broadcastTo(v.get(0), s.get(0), target),
            (g, y, x) -> List.of(g))
        .withFlops(MOVED);
  }

  static Op slice(int axis, int from, int to) {
    return other(
            "slice",
            List.of(axis, from, to),
            s -> Shapes.slice(s.get(0), axis, from, to),
            (v, s, out) -> Loops.slice(v.get(0), s.get(0), axis, from, to),
            (g, y, x) -> {
              Shape whole = x.get(0).shape();
              List<Var> parts = new ArrayList<>();
              if (from > 0) {
                parts.add(Var.zeros(whole.with(axis, from)));
              }
              parts.add(g);
              if (to < whole.dim(axis)) {
                parts.add(Var.zeros(whole.with(axis, whole.dim(axis) - to)));
              }
              return List.of(Var.concat(axis, parts));
            })
        .withFlops(MOVED);
  }

  static Op concat(int axis) {
    return other(
            "concat",
            List.of(axis),
            s -> Shapes.concat(axis, s),
            (v, s, out) -> Loops.concat(axis, v, s),
            (g, y, x) -> {
              List<Var> parts = new ArrayList<>();
              int from = 0;
              for (Var part : x) {
                int to = from + part.shape().dim(axis);
                parts.add(g.slice(axis, from, to));
                from = to;
              }
              return parts;
            })
        .withFlops(MOVED);
  }

  // ---------------------------------------------------------------- leaves

  static Op input(String name, Shape shape) {
    return leaf(INPUT, List.of(name, shape), shape, null);
  }

  static Op parameter(Parameter parameter) {
    return leaf(PARAMETER, List.of(parameter), parameter.shape(), null);
  }

  static Op constant(double number) {
    return leaf(NUMBER, List.of(number), Shape.SCALAR, new double[] {number});
  }

  static Op constant(Tensor value) {
    return leaf(CONSTANT, List.of(value), value.shape(), value.toDoubleArray());
  }

  static Op noise(String name, NoiseKind kind, Shape shape) {
    return leaf(NOISE, List.of(name, kind, shape), shape, null);
  }

  // ---------------------------------------------------------------- words of the pull-backs

  private static Var sign(Var x) {
    Var zero = Var.constant(0);
    return x.greater(zero).minus(zero.greater(x));
  }

  /** 1 where {@code a} is the greater, 0 where {@code b} is, a half at a tie. */
  private static Var share(Var a, Var b) {
    return a.greater(b).minus(b.greater(a)).plus(1).times(0.5);
  }

  private static Var onDiagonal(Var g, Shape square) {
    return eye(square.dim(-1)).times(g.reshape(square.with(-1, 1)));
  }

  private static Var eye(int d) {
    return Var.constant(
        Tensor.of(
            Shape.of(d, d),
            DoubleStream.iterate(0, i -> i + 1)
                .limit((long) d * d)
                .map(i -> i % (d + 1) == 0 ? 1 : 0)
                .toArray()));
  }

  /** From the cotangent of the factor L to that of the symmetric L L^T. Murray (2016), eq. 10. */
  private static Var throughFactor(Var g, Var l) {
    Var product = l.matmul(g, true, false);
    Var half = product.tril().minus(onDiagonal(product.diagonal(), l.shape()).times(0.5));
    Var left = l.triangularSolve(half, true);
    Var both = l.triangularSolve(left.transpose(), true);
    return both.plus(both.transpose()).times(0.5);
  }
}
