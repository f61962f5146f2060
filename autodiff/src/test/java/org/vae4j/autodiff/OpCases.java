package org.vae4j.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.core.Shape;
import org.vae4j.core.Special;
import org.vae4j.core.Tensor;

/**
 * The table of tests that mirrors the table {@link Ops}: for each row of it how to draw operands of
 * random shape, and where their elements lie. {@code OpsTest} fails for a row without a line here.
 */
public final class OpCases {
  /** Cases of each row: that many different shapes of operands, or settings of the op. */
  public static final int EACH = 24;

  /** One op with operands to apply it to. */
  public record Case(Op op, List<Tensor> operands) {
    /** The shapes of the operands. */
    public List<Shape> shapes() {
      return operands.stream().map(Tensor::shape).toList();
    }

    /** The operands rounded to float32, as every back end can hold them. */
    public List<Tensor> rounded() {
      return operands.stream().map(x -> Tensor.of(x.shape(), x.toFloatArray())).toList();
    }

    @Override
    public String toString() {
      return op + " of " + shapes();
    }
  }

  /** A row: the op's name, how to draw it with its operands' shapes, and their elements. */
  public record Row(String name, Function<Random, Drawn> drawn, Domain domain) {
    /**
     * The cases of this row, always the same, no two of one op and the same shapes; seeds lie
     * apart, or all would be of one rank.
     */
    public List<Case> cases() {
      Set<Drawn> seen = new HashSet<>();
      List<Case> cases = new ArrayList<>();
      for (int i = 0; cases.size() < EACH; i++) {
        Random random = new Random(new SplittableRandom(31L * name.hashCode() + i).nextLong());
        Drawn drawn = this.drawn.apply(random);
        if (seen.add(drawn)) {
          cases.add(new Case(drawn.op, domain.values(drawn.shapes, random)));
        }
      }
      return cases;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** An op and the shapes of its operands. */
  record Drawn(Op op, List<Shape> shapes) {
    Drawn(Op op, Shape... shapes) {
      this(op, List.of(shapes));
    }
  }

  /** Where elements lie. */
  @FunctionalInterface
  interface Domain {
    List<Tensor> values(List<Shape> shapes, Random random);
  }

  static final Domain REAL = (shapes, random) -> distinct(-2, 2, shapes, random);
  private static final Domain POSITIVE = (shapes, random) -> distinct(0.05, 3, shapes, random);
  private static final Domain ABOVE_MINUS_ONE =
      (shapes, random) -> distinct(-0.95, 3, shapes, random);
  private static final Domain OFF_THE_BOUNDS =
      (shapes, random) -> mapped(REAL.values(shapes, random), OpCases::offTheBounds);
  private static final Domain NON_ZERO =
      (shapes, random) -> mapped(REAL.values(shapes, random), x -> x + Math.copySign(0.3, x));

  /** All rows. */
  public static List<Row> rows() {
    return Stream.concat(basicRows().stream(), PageCases.rows().stream()).toList();
  }

  private static List<Row> basicRows() {
    return List.of(
        new Row("negate", unary(Ops.NEGATE), REAL),
        new Row("reciprocal", unary(Ops.RECIPROCAL), NON_ZERO),
        new Row("square", unary(Ops.SQUARE), REAL),
        new Row("sqrt", unary(Ops.SQRT), POSITIVE),
        new Row("abs", unary(Ops.ABS), REAL),
        new Row("exp", unary(Ops.EXP), REAL),
        new Row("expm1", unary(Ops.EXPM1), REAL),
        new Row("log", unary(Ops.LOG), POSITIVE),
        new Row("log1p", unary(Ops.LOG1P), ABOVE_MINUS_ONE),
        new Row("log1pmx", unary(Ops.LOG1PMX), ABOVE_MINUS_ONE),
        new Row("expm1mx", unary(Ops.EXPM1MX), REAL),
        new Row("erf", unary(Ops.ERF), REAL),
        new Row("normal-cdf", unary(Ops.NORMAL_CDF), REAL),
        new Row("sin", unary(Ops.SIN), REAL),
        new Row("cos", unary(Ops.COS), REAL),
        new Row("special", OpCases::special, POSITIVE),
        new Row("tanh", unary(Ops.TANH), REAL),
        new Row("sigmoid", unary(Ops.SIGMOID), REAL),
        new Row("softplus", unary(Ops.SOFTPLUS), REAL),
        new Row("relu", unary(Ops.RELU), REAL),
        new Row("log-sigmoid", unary(Activations.LOG_SIGMOID), REAL),
        new Row("silu", unary(Activations.SILU), REAL),
        new Row("gelu", unary(Activations.GELU), REAL),
        new Row("leaky-relu", unary(Activations.leakyRelu(0.2)), REAL),
        new Row("clamp", unary(Activations.clamp(-0.7, 0.9, false)), OFF_THE_BOUNDS),
        new Row("plus", binary(Ops.PLUS), REAL),
        new Row("minus", binary(Ops.MINUS), REAL),
        new Row("times", binary(Ops.TIMES), REAL),
        new Row("over", binary(Ops.OVER), NON_ZERO),
        new Row("max", binary(Ops.MAX), REAL),
        new Row("min", binary(Ops.MIN), REAL),
        new Row("pow", binary(Ops.POW), POSITIVE),
        new Row("equal", binary(Ops.EQUAL), REAL),
        new Row("greater", binary(Ops.GREATER), REAL),
        new Row("fma", OpCases::fma, REAL),
        new Row("where", OpCases::where, OpCases::conditions),
        new Row("sum", reduction(Ops::sum), REAL),
        new Row("maximum", reduction(Ops::maximum), REAL),
        new Row("log-sum-exp", reduction(Ops::logSumExp), REAL),
        new Row("softmax", reduction(Activations::softmax), REAL),
        new Row("log-softmax", reduction(Activations::logSoftmax), REAL),
        new Row("matmul", OpCases::matmul, REAL),
        new Row("triangular-solve", OpCases::triangularSolve, OpCases::triangles),
        new Row("cholesky", square(Ops.CHOLESKY), OpCases::definite),
        new Row("cholesky1p", square(Ops.CHOLESKY1P), OpCases::definite),
        new Row("nuclear-norm", square(Ops.NUCLEAR_NORM), OpCases::regular),
        new Row("polar", square(Ops.POLAR), OpCases::regular),
        new Row("lyapunov", OpCases::lyapunov, OpCases::regular),
        new Row("sort-by", keyed(Ops.SORT_BY), REAL),
        new Row("unsort-by", keyed(Ops.UNSORT_BY), REAL),
        new Row("tril", square(Ops.TRIL), REAL),
        new Row("diagonal", square(Ops.DIAGONAL), REAL),
        new Row("transpose", random -> new Drawn(Ops.TRANSPOSE, shape(random, 2, 4)), REAL),
        new Row("reshape", OpCases::reshape, REAL),
        new Row("broadcast-to", OpCases::broadcastTo, REAL),
        new Row("slice", OpCases::slice, REAL),
        new Row("concat", OpCases::concat, REAL),
        new Row("stop-gradient", unary(Ops.STOP_GRADIENT), REAL));
  }

  private OpCases() {}

  // ---------------------------------------------------------------- shapes

  private static Function<Random, Drawn> unary(Op op) {
    return random -> new Drawn(op, shape(random, 0, 4));
  }

  private static Function<Random, Drawn> binary(Op op) {
    return random -> {
      Shape whole = shape(random, 0, 3);
      return new Drawn(op, part(whole, random), part(whole, random));
    };
  }

  private static Drawn fma(Random random) {
    Shape whole = shape(random, 0, 3);
    return new Drawn(Ops.FMA, part(whole, random), part(whole, random), part(whole, random));
  }

  private static Drawn where(Random random) {
    Shape whole = shape(random, 0, 3);
    return new Drawn(Ops.WHERE, part(whole, random), part(whole, random), part(whole, random));
  }

  static Function<Random, Drawn> reduction(Function<int[], Op> op) {
    return random -> {
      Shape shape = shape(random, 1, 4);
      int[] axes = IntStream.range(0, shape.rank()).filter(axis -> random.nextBoolean()).toArray();
      return new Drawn(op.apply(axes.length == 0 ? shape.axes() : axes), shape);
    };
  }

  private static Drawn matmul(Random random) {
    boolean ta = random.nextBoolean();
    boolean tb = random.nextBoolean();
    int n = dim(random);
    int m = dim(random);
    int p = dim(random);
    int[] batch = shape(random, 0, 2).dims();
    int batched = random.nextInt(4);
    int[] some = part(Shape.of(batch), random).dims();
    return new Drawn(
        Ops.matmul(ta, tb),
        matrix(batched == 1 ? some : batch, ta ? m : n, ta ? n : m),
        matrix(batched == 2 ? some : batch, tb ? p : m, tb ? m : p));
  }

  private static Drawn triangularSolve(Random random) {
    int d = dim(random);
    int[] batch = shape(random, 0, 2).dims();
    int batched = random.nextInt(4);
    int[] some = part(Shape.of(batch), random).dims();
    return new Drawn(
        Ops.triangularSolve(random.nextBoolean()),
        matrix(batched == 1 ? some : batch, d, d),
        matrix(batched == 2 ? some : batch, d, dim(random)));
  }

  private static Function<Random, Drawn> square(Op op) {
    return random -> {
      int d = dim(random);
      return new Drawn(op, matrix(shape(random, 0, 2).dims(), d, d));
    };
  }

  private static Drawn lyapunov(Random random) {
    int d = dim(random);
    Shape shape = matrix(shape(random, 0, 2).dims(), d, d);
    return new Drawn(Ops.LYAPUNOV, shape, shape);
  }

  private static Drawn special(Random random) {
    Special function = Special.values()[random.nextInt(Special.values().length)];
    return new Drawn(Ops.special(function, random.nextInt(3)), shape(random, 0, 2));
  }

  private static Function<Random, Drawn> keyed(Op op) {
    return random -> {
      Shape shape = shape(random, 1, 3);
      return new Drawn(op, shape, shape);
    };
  }

  private static Drawn reshape(Random random) {
    Shape shape = shape(random, 0, 4);
    List<Shape> targets = new ArrayList<>(List.of(Shape.of(shape.size())));
    if (shape.rank() > 1) {
      targets.add(Shape.of(IntStream.range(0, shape.rank()).map(i -> shape.dim(-1 - i)).toArray()));
      targets.add(Shape.of(1, shape.dim(0), shape.size() / shape.dim(0)));
    }
    return new Drawn(Ops.reshape(targets.get(random.nextInt(targets.size()))), shape);
  }

  private static Drawn broadcastTo(Random random) {
    Shape whole = shape(random, 0, 4);
    return new Drawn(Ops.broadcastTo(whole), part(whole, random));
  }

  private static Drawn slice(Random random) {
    Shape shape = shape(random, 1, 4);
    int axis = random.nextInt(shape.rank());
    int from = random.nextInt(shape.dim(axis));
    int to = from + 1 + random.nextInt(shape.dim(axis) - from);
    return new Drawn(Ops.slice(axis, from, to), shape);
  }

  private static Drawn concat(Random random) {
    Shape shape = shape(random, 1, 4);
    int axis = random.nextInt(shape.rank());
    Shape[] parts = new Shape[1 + random.nextInt(3)];
    Arrays.setAll(parts, i -> shape.with(axis, dim(random)));
    return new Drawn(Ops.concat(axis), parts);
  }

  /** Ranks within bounds, dimensions mostly small and often 1. */
  static Shape shape(Random random, int lowest, int highest) {
    int rank = lowest + random.nextInt(highest - lowest + 1);
    return Shape.of(IntStream.range(0, rank).map(axis -> dim(random)).toArray());
  }

  static int dim(Random random) {
    return random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(4);
  }

  /** A shape that broadcasts to {@code whole}. */
  private static Shape part(Shape whole, Random random) {
    if (random.nextInt(3) == 0) {
      return whole;
    }
    int dropped = random.nextInt(whole.rank() + 1);
    return Shape.of(
        IntStream.range(dropped, whole.rank())
            .map(axis -> random.nextInt(3) == 0 ? 1 : whole.dim(axis))
            .toArray());
  }

  private static Shape matrix(int[] batch, int rows, int columns) {
    int[] dims = Arrays.copyOf(batch, batch.length + 2);
    dims[batch.length] = rows;
    dims[batch.length + 1] = columns;
    return Shape.of(dims);
  }

  // ---------------------------------------------------------------- elements

  /** Numbers between bounds of which no two lie close together, in any of the operands. */
  private static List<Tensor> distinct(double low, double high, List<Shape> shapes, Random random) {
    int n = shapes.stream().mapToInt(Shape::size).sum();
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      numbers.add(low + (high - low) * (i + 0.3 + 0.4 * random.nextDouble()) / n);
    }
    Collections.shuffle(numbers, random);
    List<Tensor> result = new ArrayList<>();
    int from = 0;
    for (Shape shape : shapes) {
      double[] values = new double[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.get(from++);
      }
      result.add(Tensor.of(shape, values));
    }
    return result;
  }

  private static List<Tensor> mapped(
      List<Tensor> tensors, java.util.function.DoubleUnaryOperator f) {
    return tensors.stream()
        .map(x -> Tensor.of(x.shape(), Arrays.stream(x.toDoubleArray()).map(f).toArray()))
        .toList();
  }

  /** Not at the kinks of the clamp of the table. */
  private static double offTheBounds(double x) {
    return Math.abs(x + 0.7) < 0.02 || Math.abs(x - 0.9) < 0.02 ? x + 0.05 : x;
  }

  private static List<Tensor> conditions(List<Shape> shapes, Random random) {
    List<Tensor> values = new ArrayList<>(REAL.values(shapes, random));
    values.set(0, mapped(values.subList(0, 1), x -> x > 0 ? 1 : 0).get(0));
    return values;
  }

  /** Symmetric matrices whose eigenvalues lie well above 0. */
  private static List<Tensor> definite(List<Shape> shapes, Random random) {
    return REAL.values(shapes, random).stream()
        .map(
            x -> {
              double[] elements = x.matmul(x, false, true).toDoubleArray();
              int d = x.shape().dim(-1);
              for (int i = 0; i < elements.length; i++) {
                elements[i] += i / d % d == i % d ? 1 : 0;
              }
              return Tensor.of(x.shape(), elements);
            })
        .toList();
  }

  /** Matrices that are not symmetric, their symmetric parts definite. */
  private static List<Tensor> regular(List<Shape> shapes, Random random) {
    List<Tensor> definite = definite(shapes, random);
    List<Tensor> skew = REAL.values(shapes, random);
    return IntStream.range(0, shapes.size())
        .mapToObj(i -> definite.get(i).plus(skew.get(i).minus(skew.get(i).transpose())))
        .toList();
  }

  /** Lower triangles with a diagonal away from 0; above it numbers that must not be read. */
  private static List<Tensor> triangles(List<Shape> shapes, Random random) {
    List<Tensor> values = new ArrayList<>(REAL.values(shapes, random));
    Tensor left = values.get(0);
    double[] elements = left.toDoubleArray();
    int d = left.shape().dim(-1);
    for (int i = 0; i < elements.length; i++) {
      int row = i / d % d;
      elements[i] =
          row == i % d ? Math.copySign(1 + Math.abs(elements[i]), elements[i]) : elements[i] / 2;
    }
    values.set(0, Tensor.of(left.shape(), elements));
    return values;
  }
}
