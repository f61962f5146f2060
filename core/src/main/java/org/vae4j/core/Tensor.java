package org.vae4j.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.core.backend.Loops;

/**
 * An immutable dense array of float32 or float64 on ND4J memory, row-major and never a view.
 *
 * <p>Operations compute in float64 by {@link Loops} and round once to the type of the result:
 * float64 if an operand is, else float32. ND4J arrays come in by {@link #from} and go out by {@link
 * #toINDArray}, copied each way.
 */
public final class Tensor extends Immediate<Tensor> {
  private static final int SHOWN = 6;

  private final DType dtype;
  private final INDArray elements;

  private Tensor(Shape shape, DType dtype, INDArray elements) {
    super(shape);
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
    return endToEnd(axis, tensors);
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

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** This in another type, rounded to nearest where it narrows. */
  public Tensor as(DType type) {
    return type == dtype ? this : rounded(type, shape(), toDoubleArray());
  }

  @Override
  public double[] toDoubleArray() {
    return shape().size() == 0 ? new double[0] : elements.data().asDouble();
  }

  /** A row-major copy of the elements, rounded to nearest where that narrows. */
  public float[] toFloatArray() {
    return dtype == DType.FLOAT32 && shape().size() > 0
        ? elements.data().asFloat()
        : narrow(toDoubleArray());
  }

  /** An ND4J array of its own memory, in {@code c} order and of this type. */
  public INDArray toINDArray() {
    long[] dims = Arrays.stream(shape().dims()).asLongStream().toArray();
    if (shape().size() == 0) {
      return own(() -> Nd4j.create(elements.dataType(), dims));
    }
    return dtype == DType.FLOAT32
        ? own(() -> Nd4j.create(toFloatArray(), dims, 'c'))
        : own(() -> Nd4j.create(toDoubleArray(), dims, 'c'));
  }

  /** The element at one index per axis, which may be negative; throws outside the shape. */
  public double at(int... index) {
    if (index.length != shape().rank()) {
      throw new IllegalArgumentException(
          "at: needs one index per axis of " + shape() + "; got " + Arrays.toString(index));
    }
    int[] strides = shape().strides();
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int from = index[axis] < 0 ? index[axis] + shape().dim(axis) : index[axis];
      if (!(from >= 0 && from < shape().dim(axis))) {
        throw new IllegalArgumentException(
            "at: index must lie within " + shape() + "; got " + Arrays.toString(index));
      }
      offset += from * strides[axis];
    }
    return elements.data().getDouble(offset);
  }

  @Override
  Tensor self() {
    return this;
  }

  @Override
  double[] values() {
    return toDoubleArray();
  }

  @Override
  Tensor made(Shape of, double[] elements) {
    return rounded(dtype, of, elements);
  }

  @Override
  Tensor wider(Tensor other) {
    return dtype == DType.FLOAT64 ? this : other;
  }

  @Override
  public Tensor reshape(Shape to) {
    return new Tensor(Shapes.reshape(shape(), to), dtype, elements);
  }

  @Override
  public Tensor constant(Shape of, double... values) {
    return made(of, values);
  }

  /** Same type, shape and elements, compared without tolerance; NaN equals NaN, -0 is not 0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && dtype == tensor.dtype
        && shape().equals(tensor.shape())
        && Arrays.equals(toDoubleArray(), tensor.toDoubleArray());
  }

  @Override
  public int hashCode() {
    return 31 * shape().hashCode() + Arrays.hashCode(toDoubleArray());
  }

  /** Type, shape and the first elements, as in {@code float64[2, 3] 1.0, 2.0, 3.0, ..}. */
  @Override
  public String toString() {
    double[] values = toDoubleArray();
    String head =
        Arrays.stream(values).limit(SHOWN).mapToObj(this::show).collect(Collectors.joining(", "));
    return dtype.name().toLowerCase(Locale.ROOT)
        + shape()
        + (values.length == 0 ? "" : " ")
        + head
        + (values.length > SHOWN ? ", .." : "");
  }

  private String show(double value) {
    return dtype == DType.FLOAT32 ? Float.toString((float) value) : Double.toString(value);
  }
}
