package org.vae4j.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.core.backend.Loops;
import org.vae4j.core.backend.Spectra;

/**
 * An immutable dense array of float32 or float64 on ND4J memory, row-major and never a view.
 *
 * <p>Operations compute in float64 by {@link Loops} and round once to the type of the result:
 * float64 if an operand is, else float32. ND4J arrays come in by {@link #from} and go out by {@link
 * #toINDArray}, copied each way.
 */
public final class Tensor implements Algebra<Tensor> {
  private static final int SHOWN = 6;

  private final Shape shape;
  private final DType dtype;
  private final INDArray elements;

  private Tensor(Shape shape, DType dtype, INDArray elements) {
    this.shape = shape;
    this.dtype = dtype;
    this.elements = elements;
  }

  /** A float64 tensor of row-major values; throws unless there are {@code shape.size()} of them. */
  public static Tensor of(Shape shape, double... values) {
    checkCount(shape, values.length);
    return new Tensor(shape, DType.FLOAT64, own(() -> Nd4j.createFromArray(values)));
  }

  /**
   * A float32 tensor of row-major values; throws unless there are {@code shape.size()} of them.
   * Java reads {@code of(shape, 1, 2)} as this one; write {@code 1.0} for float64.
   */
  public static Tensor of(Shape shape, float... values) {
    checkCount(shape, values.length);
    return new Tensor(shape, DType.FLOAT32, own(() -> Nd4j.createFromArray(values)));
  }

  /** A float64 tensor of shape {@code []}. */
  public static Tensor scalar(double value) {
    return of(Shape.SCALAR, value);
  }

  /** A float64 tensor of zeros. */
  public static Tensor zeros(Shape shape) {
    return of(shape, new double[shape.size()]);
  }

  /** A float64 tensor with every element {@code value}. */
  public static Tensor filled(Shape shape, double value) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return of(shape, values);
  }

  /**
   * A copy of an ND4J array, views and other orders included: float32 from its floating types up to
   * 32 bits, float64 from double and, rounded beyond 2^53, from integers. Throws on other types.
   */
  public static Tensor from(INDArray array) {
    DataType type = array.dataType();
    if (!(type.isFPType() || type.isIntType())) {
      throw new IllegalArgumentException("from: dtype must be a number type; got " + type);
    }
    Shape shape = Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
    DType dtype = type.isFPType() && type != DataType.DOUBLE ? DType.FLOAT32 : DType.FLOAT64;
    if (shape.size() == 0) {
      return zeros(shape).as(dtype);
    }
    DataType exact = dtype == DType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    DataBuffer values = own(() -> array.dup('c').castTo(exact)).data();
    return dtype == DType.FLOAT32 ? of(shape, values.asFloat()) : of(shape, values.asDouble());
  }

  /** The arrays joined along {@code axis}, equal along every other; throws on an empty list. */
  public static Tensor concat(int axis, List<Tensor> tensors) {
    List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
    Shape out = Shapes.concat(axis, shapes);
    DType type =
        tensors.stream()
            .map(Tensor::dtype)
            .reduce(DType.FLOAT32, (a, b) -> a == b ? a : DType.FLOAT64);
    return rounded(
        type,
        out,
        Loops.concat(axis, tensors.stream().map(Tensor::toDoubleArray).toList(), shapes));
  }

  private static void checkCount(Shape shape, int count) {
    if (count != shape.size()) {
      throw new IllegalArgumentException(
          "tensor: " + shape + " takes " + shape.size() + " values; got " + count);
    }
  }

  /** Made outside any workspace the caller has open, whose end would free the memory. */
  @SuppressWarnings("try")
  private static INDArray own(Supplier<INDArray> array) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return array.get();
    }
  }

  private static Tensor rounded(DType dtype, Shape shape, double[] values) {
    return dtype == DType.FLOAT64 ? of(shape, values) : of(shape, narrow(values));
  }

  private static float[] narrow(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** This in another type, rounded to nearest where it narrows. */
  public Tensor as(DType type) {
    return type == dtype ? this : rounded(type, shape, toDoubleArray());
  }

  /** A row-major copy of the elements. */
  public double[] toDoubleArray() {
    return shape.size() == 0 ? new double[0] : elements.data().asDouble();
  }

  /** A row-major copy of the elements, rounded to nearest where that narrows. */
  public float[] toFloatArray() {
    return dtype == DType.FLOAT32 && shape.size() > 0
        ? elements.data().asFloat()
        : narrow(toDoubleArray());
  }

  /** An ND4J array of its own memory, in {@code c} order and of this type. */
  public INDArray toINDArray() {
    long[] dims = Arrays.stream(shape.dims()).asLongStream().toArray();
    if (shape.size() == 0) {
      return own(() -> Nd4j.create(elements.dataType(), dims));
    }
    return dtype == DType.FLOAT32
        ? own(() -> Nd4j.create(toFloatArray(), dims, 'c'))
        : own(() -> Nd4j.create(toDoubleArray(), dims, 'c'));
  }

  /** The only element; throws {@code IllegalArgumentException} unless the size is 1. */
  public double scalar() {
    if (shape.size() != 1) {
      throw new IllegalArgumentException("scalar: size must be 1; got shape " + shape);
    }
    return elements.data().getDouble(0);
  }

  /** The element at one index per axis, which may be negative; throws outside the shape. */
  public double at(int... index) {
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException(
          "at: needs one index per axis of " + shape + "; got " + Arrays.toString(index));
    }
    int[] strides = shape.strides();
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int from = index[axis] < 0 ? index[axis] + shape.dim(axis) : index[axis];
      if (!(from >= 0 && from < shape.dim(axis))) {
        throw new IllegalArgumentException(
            "at: index must lie within " + shape + "; got " + Arrays.toString(index));
      }
      offset += from * strides[axis];
    }
    return elements.data().getDouble(offset);
  }

  private Tensor map(DoubleUnaryOperator f) {
    return rounded(dtype, shape, Loops.map(toDoubleArray(), f));
  }

  private Tensor zip(String op, Tensor other, DoubleBinaryOperator f) {
    Shape out = Shapes.broadcast(op, shape, other.shape);
    double[] values = Loops.zip(toDoubleArray(), shape, other.toDoubleArray(), other.shape, out, f);
    return rounded(wider(other), out, values);
  }

  private DType wider(Tensor other) {
    return dtype == other.dtype ? dtype : DType.FLOAT64;
  }

  @Override
  public Tensor plus(Tensor other) {
    return zip("plus", other, Double::sum);
  }

  @Override
  public Tensor minus(Tensor other) {
    return zip("minus", other, (a, b) -> a - b);
  }

  @Override
  public Tensor times(Tensor other) {
    return zip("times", other, (a, b) -> a * b);
  }

  @Override
  public Tensor over(Tensor other) {
    return zip("over", other, (a, b) -> a / b);
  }

  @Override
  public Tensor max(Tensor other) {
    return zip("max", other, Math::max);
  }

  @Override
  public Tensor min(Tensor other) {
    return zip("min", other, Math::min);
  }

  @Override
  public Tensor equal(Tensor other) {
    return zip("equal", other, (a, b) -> a == b ? 1 : 0);
  }

  @Override
  public Tensor pow(Tensor exponent) {
    return zip("pow", exponent, Math::pow);
  }

  @Override
  public Tensor greater(Tensor other) {
    return zip("greater", other, (a, b) -> a > b ? 1 : 0);
  }

  @Override
  public Tensor where(Tensor a, Tensor b) {
    Shape out = Shapes.broadcast("where", shape, Shapes.broadcast("where", a.shape, b.shape));
    double[] values =
        Loops.where(
            toDoubleArray(), shape, a.toDoubleArray(), a.shape, b.toDoubleArray(), b.shape, out);
    return rounded(a.wider(b), out, values);
  }

  @Override
  public Tensor fma(Tensor factor, Tensor addend) {
    Shape out = Shapes.fma(shape, factor.shape, addend.shape);
    double[] values =
        Loops.fma(
            toDoubleArray(),
            shape,
            factor.toDoubleArray(),
            factor.shape,
            addend.toDoubleArray(),
            addend.shape,
            out);
    return rounded(wider(factor) == wider(addend) ? wider(factor) : DType.FLOAT64, out, values);
  }

  @Override
  public Tensor plus(double number) {
    return map(x -> x + number);
  }

  @Override
  public Tensor times(double number) {
    return map(x -> x * number);
  }

  @Override
  public Tensor negate() {
    return map(x -> -x);
  }

  @Override
  public Tensor reciprocal() {
    return map(x -> 1 / x);
  }

  @Override
  public Tensor square() {
    return map(x -> x * x);
  }

  @Override
  public Tensor sqrt() {
    return map(Math::sqrt);
  }

  @Override
  public Tensor abs() {
    return map(Math::abs);
  }

  @Override
  public Tensor exp() {
    return map(Math::exp);
  }

  @Override
  public Tensor expm1() {
    return map(Math::expm1);
  }

  @Override
  public Tensor log() {
    return map(Math::log);
  }

  @Override
  public Tensor log1p() {
    return map(Math::log1p);
  }

  @Override
  public Tensor log1pmx() {
    return map(Functions::log1pmx);
  }

  @Override
  public Tensor expm1mx() {
    return map(Functions::expm1mx);
  }

  @Override
  public Tensor erf() {
    return map(Functions::erf);
  }

  @Override
  public Tensor normalCdf() {
    return map(Functions::normalCdf);
  }

  @Override
  public Tensor sin() {
    return map(Math::sin);
  }

  @Override
  public Tensor cos() {
    return map(Math::cos);
  }

  @Override
  public Tensor special(Special function, int order) {
    return map(x -> function.derivative(order, x));
  }

  @Override
  public Tensor tanh() {
    return map(Math::tanh);
  }

  @Override
  public Tensor sigmoid() {
    return map(Functions::sigmoid);
  }

  @Override
  public Tensor softplus() {
    return map(Functions::softplus);
  }

  @Override
  public Tensor relu() {
    return map(x -> Math.max(x, 0));
  }

  @Override
  public Tensor sum(int... axes) {
    return rounded(dtype, shape.without(axes), Loops.sum(toDoubleArray(), shape, axes));
  }

  @Override
  public Tensor max(int... axes) {
    return rounded(dtype, shape.without(axes), Loops.max(toDoubleArray(), shape, axes));
  }

  @Override
  public Tensor logSumExp(int... axes) {
    return rounded(dtype, shape.without(axes), Loops.logSumExp(toDoubleArray(), shape, axes));
  }

  @Override
  public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
    Shape out = Shapes.matmul(shape, other.shape, transposeThis, transposeOther);
    double[] values =
        Loops.matmul(
            toDoubleArray(),
            shape,
            other.toDoubleArray(),
            other.shape,
            transposeThis,
            transposeOther);
    return rounded(wider(other), out, values);
  }

  @Override
  public Tensor triangularSolve(Tensor right, boolean transpose) {
    Shape out = Shapes.triangularSolve(shape, right.shape);
    double[] values =
        Loops.triangularSolve(
            toDoubleArray(), shape, right.toDoubleArray(), right.shape, transpose);
    return rounded(wider(right), out, values);
  }

  @Override
  public Tensor cholesky() {
    return rounded(dtype, shape, Loops.cholesky(toDoubleArray(), shape));
  }

  @Override
  public Tensor cholesky1p() {
    return rounded(dtype, shape, Loops.cholesky1p(toDoubleArray(), shape));
  }

  @Override
  public Tensor nuclearNorm() {
    Shape out = Shapes.nuclearNorm(shape);
    return rounded(dtype, out, Spectra.nuclearNorm(toDoubleArray(), shape));
  }

  @Override
  public Tensor polar() {
    return rounded(dtype, shape, Spectra.polar(toDoubleArray(), shape));
  }

  @Override
  public Tensor lyapunov(Tensor right) {
    Shapes.lyapunov(shape, right.shape);
    double[] values = Spectra.lyapunov(toDoubleArray(), right.toDoubleArray(), shape);
    return rounded(wider(right), shape, values);
  }

  @Override
  public Tensor tril() {
    return rounded(dtype, shape, Loops.tril(toDoubleArray(), shape));
  }

  @Override
  public Tensor diagonal() {
    return rounded(dtype, Shapes.diagonal(shape), Loops.diagonal(toDoubleArray(), shape));
  }

  @Override
  public Tensor transpose() {
    return rounded(dtype, Shapes.transpose(shape), Loops.transpose(toDoubleArray(), shape));
  }

  @Override
  public Tensor reshape(Shape to) {
    return new Tensor(Shapes.reshape(shape, to), dtype, elements);
  }

  @Override
  public Tensor broadcastTo(Shape to) {
    return rounded(dtype, to, Loops.broadcastTo(toDoubleArray(), shape, to));
  }

  @Override
  public Tensor slice(int axis, int from, int to) {
    double[] values = Loops.slice(toDoubleArray(), shape, axis, from, to);
    return rounded(dtype, Shapes.slice(shape, axis, from, to), values);
  }

  @Override
  public Tensor joined(int axis, List<Tensor> others) {
    return concat(axis, Stream.concat(Stream.of(this), others.stream()).toList());
  }

  @Override
  public Tensor sortBy(Tensor keys) {
    Shapes.keyed("sortBy", shape, keys.shape);
    return rounded(dtype, shape, Loops.sortBy(toDoubleArray(), keys.toDoubleArray(), shape));
  }

  @Override
  public Tensor unsortBy(Tensor keys) {
    Shapes.keyed("unsortBy", shape, keys.shape);
    return rounded(dtype, shape, Loops.unsortBy(toDoubleArray(), keys.toDoubleArray(), shape));
  }

  @Override
  public Tensor constant(Shape of, double... values) {
    checkCount(of, values.length);
    return rounded(dtype, of, values);
  }

  @Override
  public Optional<double[]> elements() {
    return Optional.of(toDoubleArray());
  }

  @Override
  public Tensor stopGradient() {
    return this;
  }

  /** Same type, shape and elements, compared without tolerance; NaN equals NaN, -0 is not 0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && dtype == tensor.dtype
        && shape.equals(tensor.shape)
        && Arrays.equals(toDoubleArray(), tensor.toDoubleArray());
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(toDoubleArray());
  }

  /** Type, shape and the first elements, as in {@code float64[2, 3] 1.0, 2.0, 3.0, ..}. */
  @Override
  public String toString() {
    double[] values = toDoubleArray();
    String head =
        Arrays.stream(values).limit(SHOWN).mapToObj(this::show).collect(Collectors.joining(", "));
    return dtype.name().toLowerCase(Locale.ROOT)
        + shape
        + (values.length == 0 ? "" : " ")
        + head
        + (values.length > SHOWN ? ", .." : "");
  }

  private String show(double value) {
    return dtype == DType.FLOAT32 ? Float.toString((float) value) : Double.toString(value);
  }
}
