package org.vae4j.autodiff.nd4j;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;

/**
 * What of the op table ND4J has: each row binds an op to the arrays of its operands {@code x} and
 * its result {@code z} once, and is then run as often as asked. An op that is not here runs by its
 * value rule on the host.
 *
 * <p>Left to the host although M2.1 has something like them: {@code cholesky} (throws where a
 * matrix has no factor, in place of NaN), {@code special} ({@code digamma} has a relative error of
 * 5e-4 at 1.4616 and the wrong infinity at 0, {@code lgamma} and {@code polygamma} take negative
 * arguments, the others are missing) and {@code sort-by} (a sort leaves NaN in the midst of
 * numbers). M2.1 has nothing like {@code nuclear-norm}, {@code polar}, {@code lyapunov}.
 */
final class Nd4jKernels {
  /** Binds an op to its arrays; {@code pool} lends arrays that live while the kernel runs. */
  @FunctionalInterface
  private interface Kernel {
    Runnable bind(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool);
  }

  private static final Map<String, Kernel> TABLE =
      Map.ofEntries(
          entry("negate", unary(Negative::new)),
          entry("reciprocal", unary(Reciprocal::new)),
          entry("square", unary(Square::new)),
          entry("sqrt", unary(Sqrt::new)),
          entry("abs", unary(Abs::new)),
          entry("exp", unary(Exp::new)),
          entry("log", unary(Log::new)),
          entry("erf", unary(Erf::new)),
          entry("sin", unary(Sin::new)),
          entry("cos", unary(Cos::new)),
          entry("tanh", unary(Tanh::new)),
          entry("sigmoid", unary(Sigmoid::new)),
          entry("relu", unary((x, z) -> new RectifiedLinear(x, z, 0))),
          entry("plus", broadcasting("add")),
          entry("minus", broadcasting("subtract")),
          entry("times", broadcasting("multiply")),
          entry("over", broadcasting("divide")),
          entry("max", Nd4jKernels::max),
          entry("min", Nd4jKernels::min),
          entry("greater", Nd4jKernels::greater),
          entry("equal", Nd4jKernels::equal),
          entry("where", Nd4jKernels::where),
          entry("broadcast-to", (op, x, z, pool) -> custom("assign", z, z, aligned(x.get(0), z))),
          entry("sum", (op, x, z, pool) -> custom("reduce_sum", z, Ops.axes(op), x.get(0))),
          entry("maximum", Nd4jKernels::maximum),
          entry("matmul", Nd4jKernels::matmul),
          entry("triangular-solve", Nd4jKernels::triangularSolve),
          entry("tril", Nd4jKernels::tril),
          entry("diagonal", (op, x, z, pool) -> custom("matrix_diag_part", z, x.get(0))),
          entry("transpose", Nd4jKernels::transpose),
          entry("slice", Nd4jKernels::slice),
          entry("concat", Nd4jKernels::concat),
          entry("conv2d", Nd4jWindows::conv2d),
          entry("conv2d-transposed", Nd4jWindows::conv2dTransposed),
          entry("patches", Nd4jWindows::patches),
          entry("fold", Nd4jWindows::fold),
          entry("pow", Nd4jKernels::pow),
          entry("fma", Nd4jKernels::fma),
          entry("gather", Nd4jIndices::gather),
          entry("scatter-add", Nd4jIndices::scatterAdd));

  private Nd4jKernels() {}

  /** Whether ND4J has the op. */
  static boolean known(Op op) {
    return TABLE.containsKey(op.name());
  }

  /** A known op bound to non-empty arrays. */
  static Runnable bind(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    Runnable bound = TABLE.get(op.name()).bind(op, x, z, pool);
    pool.returned();
    return bound;
  }

  private static Kernel unary(
      BiFunction<INDArray, INDArray, org.nd4j.linalg.api.ops.Op> transform) {
    return (op, x, z, pool) -> {
      org.nd4j.linalg.api.ops.Op bound = transform.apply(x.get(0), z);
      return () -> Nd4j.exec(bound);
    };
  }

  private static Kernel broadcasting(String name) {
    return (op, x, z, pool) -> custom(name, z, aligned(x.get(0), z), aligned(x.get(1), z));
  }

  /** ND4J's maximum is the other operand where one is NaN; here NaN wins. */
  private static Runnable max(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray a = aligned(x.get(0), z);
    INDArray b = aligned(x.get(1), z);
    return inTurn(custom("maximum", z, a, b), addNaN(z, a, pool), addNaN(z, b, pool));
  }

  private static Runnable min(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray a = aligned(x.get(0), z);
    INDArray b = aligned(x.get(1), z);
    return inTurn(custom("minimum", z, a, b), addNaN(z, a, pool), addNaN(z, b, pool));
  }

  /** As {@link #max}: ND4J's passes over NaN. */
  private static Runnable maximum(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray marks = pool.borrow(DataType.FLOAT, x.get(0).shape());
    INDArray marked = pool.borrow(DataType.FLOAT, z.shape());
    return inTurn(
        custom("reduce_max", z, Ops.axes(op), x.get(0)),
        marks(x.get(0), marks, pool),
        custom("reduce_max", marked, Ops.axes(op), marks),
        addWhereMarked(z, marked));
  }

  private static Runnable addNaN(INDArray z, INDArray x, Nd4jArrays pool) {
    INDArray marks = pool.borrow(DataType.FLOAT, x.shape());
    return inTurn(marks(x, marks, pool), addWhereMarked(z, marks));
  }

  /** 1 where {@code x} is NaN, else 0. */
  private static Runnable marks(INDArray x, INDArray marks, Nd4jArrays pool) {
    INDArray bits = pool.borrow(DataType.BOOL, x.shape());
    return inTurn(custom("not_equals", bits, x, x), () -> marks.assign(bits));
  }

  /** Adds {@code 0 / (1 - mark)}: nothing, or NaN. */
  static Runnable addWhereMarked(INDArray z, INDArray marks) {
    var unmarked = new ScalarReverseSubtraction(marks, null, marks, 1);
    var nothing = new ScalarReverseDivision(marks, null, marks, 0);
    return inTurn(() -> Nd4j.exec(unmarked), () -> Nd4j.exec(nothing), custom("add", z, z, marks));
  }

  /**
   * ND4J's power is C's: a NaN exponent gives 1 at base 1, and an infinite one gives 1 at bases 1
   * and -1. In Java, and here, these are NaN.
   */
  private static Runnable pow(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray base = pool.borrow(DataType.FLOAT, z.shape());
    INDArray exponent = pool.borrow(DataType.FLOAT, z.shape());
    INDArray bits = pool.borrow(DataType.BOOL, z.shape());
    INDArray one = pool.constant(1f);
    INDArray most = pool.constant(Float.MAX_VALUE);
    INDArray b = aligned(x.get(1), z);
    Abs size = new Abs(base, base);
    Abs sizeOfExponent = new Abs(exponent, exponent);
    return inTurn(
        custom("assign", base, base, aligned(x.get(0), z)),
        custom("assign", exponent, exponent, b),
        custom("Pow", z, base, exponent),
        addNaN(z, b, pool),
        () -> Nd4j.exec(size),
        custom("equals", bits, base, one),
        () -> base.assign(bits),
        () -> Nd4j.exec(sizeOfExponent),
        custom("greater", bits, exponent, most),
        () -> exponent.assign(bits),
        custom("multiply", base, base, exponent),
        addWhereMarked(z, base));
  }

  /** In float64, where the product is exact, and rounded at the end. */
  private static Runnable fma(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray sum = pool.borrow(DataType.DOUBLE, z.shape());
    INDArray factor = pool.borrow(DataType.DOUBLE, z.shape());
    return inTurn(
        custom("assign", sum, sum, aligned(x.get(0), z)),
        custom("assign", factor, factor, aligned(x.get(1), z)),
        custom("multiply", sum, sum, factor),
        custom("assign", factor, factor, aligned(x.get(2), z)),
        custom("add", sum, sum, factor),
        () -> z.assign(sum));
  }

  private static Runnable greater(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    return comparison("greater", x, z, pool);
  }

  private static Runnable equal(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    return comparison("equals", x, z, pool);
  }

  private static Runnable comparison(String name, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray bits = pool.borrow(DataType.BOOL, z.shape());
    return inTurn(
        custom(name, bits, aligned(x.get(0), z), aligned(x.get(1), z)), () -> z.assign(bits));
  }

  /**
   * {@code b ^ ((a ^ b) & mask)} on the bits of the numbers: exact for NaN and infinities, and much
   * faster than ND4J's own selections, which take one element at a time.
   */
  private static Runnable where(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray holds = pool.borrow(DataType.BOOL, z.shape());
    INDArray mask = pool.borrow(DataType.INT32, z.shape());
    INDArray a = pool.borrow(DataType.INT32, z.shape());
    INDArray b = pool.borrow(DataType.INT32, z.shape());
    INDArray zero = pool.constant(0f);
    INDArray minusOne = pool.constant(-1);
    int[] asInt = {DataType.INT32.toInt()};
    int[] asFloat = {DataType.FLOAT.toInt()};
    return inTurn(
        custom("not_equals", holds, x.get(0), zero),
        () -> mask.assign(holds),
        custom("multiply", mask, mask, minusOne),
        custom("bitcast", a, asInt, x.get(1)),
        custom("bitcast", b, asInt, x.get(2)),
        custom("bitwise_xor", a, a, b),
        custom("bitwise_and", a, a, mask),
        custom("bitwise_xor", a, a, b),
        custom("bitcast", z, asFloat, a));
  }

  private static Runnable matmul(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    int ta = op.attribute(0, Boolean.class) ? 1 : 0;
    int tb = op.attribute(1, Boolean.class) ? 1 : 0;
    return custom("matmul", z, ints(ta, tb), x.get(0), x.get(1));
  }

  private static Runnable triangularSolve(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    DynamicCustomOp bound =
        DynamicCustomOp.builder("triangular_solve")
            .addInputs(x.get(0), x.get(1))
            .addBooleanArguments(true, op.attribute(0, Boolean.class))
            .addOutputs(z)
            .build();
    return run(bound);
  }

  /** ND4J refuses matrices of one element, which are their own lower triangle. */
  private static Runnable tril(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    return z.size(-1) == 1
        ? custom("assign", z, z, x.get(0))
        : custom("matrix_band_part", z, ints(-1, 0), x.get(0));
  }

  private static Runnable transpose(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    int[] axes = IntStream.range(0, z.rank()).toArray();
    axes[z.rank() - 2] = z.rank() - 1;
    axes[z.rank() - 1] = z.rank() - 2;
    return custom("permute", z, axes, x.get(0));
  }

  private static Runnable slice(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    int[] startsThenSizes = new int[2 * z.rank()];
    for (int axis = 0; axis < z.rank(); axis++) {
      startsThenSizes[z.rank() + axis] = (int) z.size(axis);
    }
    startsThenSizes[op.attribute(0, Integer.class)] = op.attribute(1, Integer.class);
    return custom("slice", z, startsThenSizes, x.get(0));
  }

  private static Runnable concat(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    return custom("concat", z, ints(op.attribute(0, Integer.class)), x.toArray(INDArray[]::new));
  }

  /** The same elements with axes of length 1 in front, up to the rank of {@code z}. */
  private static INDArray aligned(INDArray x, INDArray z) {
    if (x.rank() == z.rank()) {
      return x;
    }
    long[] dims = new long[z.rank()];
    Arrays.fill(dims, 1);
    System.arraycopy(x.shape(), 0, dims, z.rank() - x.rank(), x.rank());
    return x.reshape('c', dims);
  }

  static int[] ints(int... arguments) {
    return arguments;
  }

  static Runnable custom(String name, INDArray z, INDArray... x) {
    return custom(name, z, ints(), x);
  }

  static Runnable custom(String name, INDArray z, int[] arguments, INDArray... x) {
    DynamicCustomOp bound =
        DynamicCustomOp.builder(name)
            .addInputs(x)
            .addIntegerArguments(arguments)
            .addOutputs(z)
            .build();
    return run(bound);
  }

  static Runnable run(DynamicCustomOp bound) {
    return () -> Nd4j.exec(bound);
  }

  static Runnable inTurn(Runnable... steps) {
    return () -> {
      for (Runnable step : steps) {
        step.run();
      }
    };
  }
}
