package org.vae4j.autodiff;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.core.Algebra;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Special;
import org.vae4j.core.Tensor;
import org.vae4j.core.Window;

/**
 * A node of an expression: an op applied to operands, of a known shape and without a value. Model
 * code builds it once; a plan computes it as often as asked.
 *
 * <p>A shape that does not fit fails here, with the op, the shapes and the line that asked for it.
 */
public final class Var implements Algebra<Var> {
  private static final AtomicLong NEXT = new AtomicLong();
  private final long id = NEXT.getAndIncrement();
  private final Op op;
  private final List<Var> operands;
  private final Shape shape;
  private final String origin;

  private Var(Op op, List<Var> operands, Shape shape, String origin) {
    this.op = op;
    this.operands = List.copyOf(operands);
    this.shape = shape;
    this.origin = origin;
  }

  /** A value fed before each run. */
  public static Var input(String name, Shape shape) {
    return of(Ops.input(name, shape));
  }

  /** A scalar fed before each run: a weight, a temperature. */
  public static Var input(String name) {
    return input(name, Shape.SCALAR);
  }

  /** The current value of a parameter. */
  public static Var of(Parameter parameter) {
    return of(Ops.parameter(parameter));
  }

  /** A number, broadcast wherever it is used. */
  public static Var constant(double number) {
    return of(Ops.constant(number));
  }

  /** A fixed array. */
  public static Var constant(Tensor value) {
    return of(Ops.constant(value));
  }

  /** Zeros of {@code shape}. */
  public static Var zeros(Shape shape) {
    return constant(0).broadcastTo(shape);
  }

  /**
   * Random numbers, drawn anew each run from the stream that {@code name}, seed, phase, step and
   * example determine; row i of the leading axis belongs to example i of the run.
   */
  public static Var noise(String name, NoiseKind kind, Shape shape) {
    return of(Ops.noise(name, kind, shape));
  }

  /** {@code op} applied to {@code operands}; the way to use an op of one's own. */
  public static Var of(Op op, Var... operands) {
    return of(op, List.of(operands));
  }

  static Var of(Op op, List<Var> operands) {
    List<Shape> shapes = operands.stream().map(Var::shape).toList();
    Shape shape = located("", () -> shaped(op, shapes));
    return new Var(op, operands, shape, Origin.ofNode());
  }

  /** The shape of a result; what its rule throws names the op and the shape of every operand. */
  private static Shape shaped(Op op, List<Shape> shapes) {
    try {
      return op.shape(shapes);
    } catch (IllegalArgumentException bad) {
      String text = String.valueOf(bad.getMessage());
      String start = text.replaceFirst(": .*", "").replaceAll("(?=[A-Z])", "-");
      String name = start.equalsIgnoreCase(op.name()) ? "" : op.name() + ": ";
      boolean all = shapes.stream().allMatch(shape -> text.contains(shape.toString()));
      throw new IllegalArgumentException(
          name + text + (all ? "" : ", operands " + shapes.toString()), bad);
    }
  }

  /** What {@code rule} gives; what it throws is given the op and the user's line. */
  private static <T> T located(String op, Supplier<T> rule) {
    try {
      return rule.get();
    } catch (IllegalArgumentException bad) {
      throw refusal(op + bad.getMessage(), Origin.ofBoth(), bad);
    }
  }

  private static IllegalArgumentException refusal(String message, String line, Throwable cause) {
    return new IllegalArgumentException(message + " (at " + line + ")", cause);
  }

  /**
   * What to throw where a shape does not fit what a component asks of it: {@code message}, {@code
   * where: rule; got shape}, and the line of user code that called the component. See {@link
   * Library}.
   */
  @Override
  public IllegalArgumentException refused(String message) {
    return refusal(message, Origin.ofCaller(), null);
  }

  private int[] axes(String op, int... axes) {
    return located(op + ": ", () -> shape.axes(axes));
  }

  /** The same node over other operands of the same shapes. */
  public Var withOperands(List<Var> others) {
    return others.equals(operands) ? this : new Var(op, others, shape, origin);
  }

  /**
   * What {@code work} builds stands where {@code node} does: its pull-back, what it is rewritten
   * to.
   */
  static void inPlaceOf(Var node, Runnable work) {
    Origin.at(node.origin, work);
  }

  /** Position in creation order: operands come before their users. */
  public long id() {
    return id;
  }

  /** The op that makes it. */
  public Op op() {
    return op;
  }

  /** What the op is applied to. */
  public List<Var> operands() {
    return operands;
  }

  /** File and line of the code that built it, or what it is a derivative of. */
  public String origin() {
    return origin;
  }

  /** The number, if this is a scalar constant. */
  public OptionalDouble number() {
    return op.is(Ops.NUMBER)
        ? OptionalDouble.of(op.attribute(0, Double.class))
        : OptionalDouble.empty();
  }

  private boolean isNumber(double value) {
    return number().isPresent() && number().getAsDouble() == value;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Var plus(Var other) {
    if (isNumber(0) && shape.broadcastsTo(other.shape)) {
      return other;
    }
    return other.isNumber(0) ? this : of(Ops.PLUS, this, other);
  }

  @Override
  public Var minus(Var other) {
    return other.isNumber(0) ? this : of(Ops.MINUS, this, other);
  }

  @Override
  public Var times(Var other) {
    if (isNumber(1)) {
      return other;
    }
    return other.isNumber(1) ? this : of(Ops.TIMES, this, other);
  }

  @Override
  public Var over(Var other) {
    return other.isNumber(1) ? this : of(Ops.OVER, this, other);
  }

  @Override
  public Var max(Var other) {
    return of(Ops.MAX, this, other);
  }

  @Override
  public Var min(Var other) {
    return of(Ops.MIN, this, other);
  }

  @Override
  public Var equal(Var other) {
    return of(Ops.EQUAL, this, other);
  }

  @Override
  public Var less(Var other) {
    return other.greater(this);
  }

  @Override
  public Var pow(Var exponent) {
    return of(Ops.POW, this, exponent);
  }

  @Override
  public Var greater(Var other) {
    return of(Ops.GREATER, this, other);
  }

  @Override
  public Var where(Var a, Var b) {
    return of(Ops.WHERE, this, a, b);
  }

  @Override
  public Var fma(Var factor, Var addend) {
    return of(Ops.FMA, this, factor, addend);
  }

  @Override
  public Var plus(double number) {
    return plus(constant(number));
  }

  @Override
  public Var times(double number) {
    return times(constant(number));
  }

  @Override
  public Var negate() {
    return of(Ops.NEGATE, this);
  }

  @Override
  public Var reciprocal() {
    return of(Ops.RECIPROCAL, this);
  }

  @Override
  public Var square() {
    return of(Ops.SQUARE, this);
  }

  @Override
  public Var sqrt() {
    return of(Ops.SQRT, this);
  }

  @Override
  public Var abs() {
    return of(Ops.ABS, this);
  }

  @Override
  public Var exp() {
    return of(Ops.EXP, this);
  }

  @Override
  public Var expm1() {
    return of(Ops.EXPM1, this);
  }

  @Override
  public Var log() {
    return of(Ops.LOG, this);
  }

  @Override
  public Var log1p() {
    return of(Ops.LOG1P, this);
  }

  @Override
  public Var log1pmx() {
    return of(Ops.LOG1PMX, this);
  }

  @Override
  public Var expm1mx() {
    return of(Ops.EXPM1MX, this);
  }

  @Override
  public Var erf() {
    return of(Ops.ERF, this);
  }

  @Override
  public Var normalCdf() {
    return of(Ops.NORMAL_CDF, this);
  }

  @Override
  public Var sin() {
    return of(Ops.SIN, this);
  }

  @Override
  public Var cos() {
    return of(Ops.COS, this);
  }

  @Override
  public Var special(Special function, int order) {
    return of(Ops.special(function, order), this);
  }

  @Override
  public Var tanh() {
    return of(Ops.TANH, this);
  }

  @Override
  public Var sigmoid() {
    return of(Ops.SIGMOID, this);
  }

  @Override
  public Var softplus() {
    return of(Ops.SOFTPLUS, this);
  }

  @Override
  public Var relu() {
    return of(Ops.RELU, this);
  }

  @Override
  public Var logSigmoid() {
    return of(Activations.LOG_SIGMOID, this);
  }

  @Override
  public Var leakyRelu(double slope) {
    return of(Activations.leakyRelu(slope), this);
  }

  @Override
  public Var silu() {
    return of(Activations.SILU, this);
  }

  @Override
  public Var gelu() {
    return of(Activations.GELU, this);
  }

  @Override
  public Var clamp(double low, double high) {
    return clamp(low, high, false);
  }

  /** {@link #clamp(double, double)} whose gradient is 1 everywhere: a straight-through estimate. */
  public Var clampStraightThrough(double low, double high) {
    return clamp(low, high, true);
  }

  private Var clamp(double low, double high, boolean straight) {
    if (!(low <= high)) {
      throw refused("clamp: low must be <= high; got low %s and high %s".formatted(low, high));
    }
    return of(Activations.clamp(low, high, straight), this);
  }

  @Override
  public Var softmax(int... axes) {
    return of(Activations.softmax(axes("softmax", axes)), this);
  }

  @Override
  public Var logSoftmax(int... axes) {
    return of(Activations.logSoftmax(axes("log-softmax", axes)), this);
  }

  @Override
  public Var sum(int... axes) {
    int[] over = axes("sum", axes);
    return over.length == 0 ? this : of(Ops.sum(over), this);
  }

  @Override
  public Var mean(int... axes) {
    axes("mean", axes);
    return Algebra.super.mean(axes);
  }

  @Override
  public Var max(int... axes) {
    int[] over = axes("maximum", axes);
    return over.length == 0 ? this : of(Ops.maximum(over), this);
  }

  @Override
  public Var logSumExp(int... axes) {
    int[] over = axes("log-sum-exp", axes);
    return over.length == 0 ? this : of(Ops.logSumExp(over), this);
  }

  @Override
  public Var matmul(Var other, boolean transposeThis, boolean transposeOther) {
    return of(Ops.matmul(transposeThis, transposeOther), this, other);
  }

  @Override
  public Var triangularSolve(Var right, boolean transpose) {
    return of(Ops.triangularSolve(transpose), this, right);
  }

  @Override
  public Var cholesky() {
    return of(Ops.CHOLESKY, this);
  }

  @Override
  public Var cholesky1p() {
    return of(Ops.CHOLESKY1P, this);
  }

  @Override
  public Var nuclearNorm() {
    return of(Ops.NUCLEAR_NORM, this);
  }

  @Override
  public Var polar() {
    return of(Ops.POLAR, this);
  }

  @Override
  public Var lyapunov(Var right) {
    return of(Ops.LYAPUNOV, this, right);
  }

  @Override
  public Var tril() {
    return of(Ops.TRIL, this);
  }

  @Override
  public Var diagonal() {
    return of(Ops.DIAGONAL, this);
  }

  @Override
  public Var transpose() {
    return of(Ops.TRANSPOSE, this);
  }

  @Override
  public Var reshape(Shape target) {
    return target.equals(shape) ? this : of(Ops.reshape(target), this);
  }

  @Override
  public Var broadcastTo(Shape target) {
    return target.equals(shape) ? this : of(Ops.broadcastTo(target), this);
  }

  @Override
  public Var slice(int axis, int from, int to) {
    return of(Ops.slice(axes("slice", axis)[0], from, to), this);
  }

  @Override
  public Var joined(int axis, List<Var> others) {
    return concat(axis, Stream.concat(Stream.of(this), others.stream()).toList());
  }

  @Override
  public Var sortBy(Var keys) {
    return of(Ops.SORT_BY, this, keys);
  }

  @Override
  public Var unsortBy(Var keys) {
    return of(Ops.UNSORT_BY, this, keys);
  }

  @Override
  public Var constant(Shape of, double... values) {
    return values.length == 1 && of.rank() == 0
        ? constant(values[0])
        : constant(Tensor.of(of, values));
  }

  /** Those of a constant; empty for all else. */
  @Override
  public Optional<double[]> elements() {
    boolean known = op.is(Ops.NUMBER) || op.is(Ops.CONSTANT);
    return known ? Optional.of(op.value(List.of(), List.of(), shape).clone()) : Optional.empty();
  }

  @Override
  public Var stopGradient() {
    return of(Ops.STOP_GRADIENT, this);
  }

  /**
   * The elements at {@code indices} along {@code axis}, {@code [.., N, ..], [I..] -> [.., I..,
   * ..]}; NaN for an index that is no whole number from 0 to N - 1. No gradient flows to the
   * indices.
   */
  public Var gather(int axis, Var indices) {
    return of(Indices.gather(axes("gather", axis)[0]), this, indices);
  }

  /**
   * Zeros along an axis of {@code length} with each element added at its index, {@code [.., I..,
   * ..], [I..] -> [.., length, ..]}: the adjoint of {@link #gather}. All NaN for a bad index.
   */
  public Var scatterAdd(int axis, Var indices, int length) {
    return of(Indices.scatterAdd(axis < 0 ? axis + shape.rank() : axis, length), this, indices);
  }

  /** 1 at the index that each element is, else 0, {@code [..] -> [.., length]}; no gradient. */
  public Var oneHot(int length) {
    return of(Indices.oneHot(length), this);
  }

  /** The first index of the maximum along {@code axis}; NaN where one is NaN. No gradient. */
  public Var argmax(int axis) {
    return of(Indices.argmax(axes("argmax", axis)[0]), this);
  }

  /**
   * Cross-correlation with a filter, {@code [B, H, W, C], [KH, KW, C, O] -> [B, H', W', O]}, {@code
   * H' = (H + 2 padding - KH) / stride + 1} rounded down; zeros around the image.
   */
  public Var conv2d(Var filter, int stride, int padding) {
    return of(Convolutions.conv2d(window("conv2d", filter, stride, padding)), this, filter);
  }

  /**
   * The adjoint of {@link #conv2d} by the same filter, {@code [B, H', W', O], [KH, KW, C, O] -> [B,
   * H, W, C]}, {@code H = (H' - 1) stride + KH - 2 padding + more}; of the sizes that a stride
   * makes equal, {@code more} from 0 to stride - 1 says which.
   */
  public Var conv2dTransposed(Var filter, int stride, int padding, int more) {
    Window window = window("conv2d-transposed", filter, stride, padding);
    int height = side(1, window.height(), stride, padding) + more;
    int width = side(2, window.width(), stride, padding) + more;
    return conv2dTransposed(filter, stride, padding, height, width);
  }

  /** {@link #conv2dTransposed(Var, int, int, int)} to images of this height and width. */
  public Var conv2dTransposed(Var filter, int stride, int padding, int height, int width) {
    Window window = window("conv2d-transposed", filter, stride, padding);
    return of(Convolutions.conv2dTransposed(window, height, width), this, filter);
  }

  /**
   * What the filter of {@code window} sees at each place, {@code [B, H, W, C] -> [B, H', W', P]}.
   */
  public Var patches(Window window) {
    return of(Convolutions.patches(window), this);
  }

  /** Patches put back to images of that shape, added where they overlap. */
  public Var fold(Window window, Shape image) {
    return of(Convolutions.fold(window, image), this);
  }

  /** The shortest side with as many places as there are along an axis. */
  private int side(int axis, int filter, int stride, int padding) {
    return shape.rank() == 4 ? (shape.dim(axis) - 1) * stride + filter - 2 * padding : 1;
  }

  private Window window(String op, Var filter, int stride, int padding) {
    return located(
        "",
        () -> {
          if (filter.shape.rank() != 4) {
            throw new IllegalArgumentException(
                op + ": both must have four axes; got " + shape + " and filter " + filter.shape);
          }
          return new Window(filter.shape.dim(0), filter.shape.dim(1), stride, padding);
        });
  }

  /**
   * The same value as a function of {@code path} alone: its gradient, of any order, flows only
   * through these nodes, and what else is between them and this counts as constant. {@code
   * q.logDensity(z).along(z)} leaves out the score of q's own parameters. Source: Roeder, Wu,
   * Duvenaud (2017), arXiv:1703.09194; Tucker et al. (2019), arXiv:1810.04152.
   */
  public Var along(Var... path) {
    return Path.along(this, List.of(path));
  }

  /**
   * 1 with this probability, else 0, drawn as {@link #noise} is: {@code [..] -> [..]}; no gradient.
   */
  public static Var bernoulli(String name, Var probability) {
    return probability.greater(noise(name, NoiseKind.UNIFORM, probability.shape));
  }

  /** The arrays laid end to end along {@code axis}; other axes must be equal. */
  public static Var concat(int axis, List<Var> parts) {
    return of(Ops.concat(parts.isEmpty() ? axis : parts.get(0).axes("concat", axis)[0]), parts);
  }

  /** Sums over the axes along which this was broadcast from {@code target}. */
  Var sumTo(Shape target) {
    if (target.equals(shape)) {
      return this;
    }
    int[] axes = axesBeyond(target);
    return (axes.length == 0 ? this : sum(axes)).reshape(target);
  }

  /** The axes along which this was broadcast from {@code target}. */
  int[] axesBeyond(Shape target) {
    int extra = shape.rank() - target.rank();
    return IntStream.range(0, shape.rank())
        .filter(axis -> axis < extra || target.dim(axis - extra) == 1 && shape.dim(axis) != 1)
        .toArray();
  }

  /** As in {@code %7 = times(%3, %5) [100, 40]}. */
  @Override
  public String toString() {
    return operands.stream()
        .map(operand -> "%" + operand.id)
        .collect(Collectors.joining(", ", "%" + id + " = " + op + "(", ") " + shape));
  }
}
