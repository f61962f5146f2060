package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TensorTest {
  private static final Shape S23 = Shape.of(2, 3);
  private static final Tensor COUNT = Tensor.of(S23, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
  private static final double[] POINTS = {-30, -1.5, -0.25, 0, 0.25, 1.5, 30};

  private static INDArray matrix() {
    return Nd4j.create(new double[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, 'c');
  }

  static Stream<Arguments> plantedArrays() {
    INDArray base = matrix();
    return Stream.of(
        Arguments.of("a row view", base.getRow(1), "[3]", new double[] {4, 5, 6}),
        Arguments.of("a column view", base.getColumn(1), "[2]", new double[] {2, 5}),
        Arguments.of("a transpose", base.transpose(), "[3, 2]", new double[] {1, 4, 2, 5, 3, 6}),
        Arguments.of("f order", base.dup('f'), "[2, 3]", new double[] {1, 2, 3, 4, 5, 6}),
        Arguments.of(
            "f order, reshaped",
            base.dup('f').reshape('c', 3, 2),
            "[3, 2]",
            new double[] {1, 2, 3, 4, 5, 6}),
        Arguments.of(
            "a block",
            base.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3)),
            "[2, 2]",
            new double[] {2, 3, 5, 6}),
        Arguments.of(
            "every other column",
            base.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, 3)),
            "[2, 2]",
            new double[] {1, 3, 4, 6}),
        Arguments.of(
            "a broadcast column",
            base.getColumn(0).reshape(2, 1).broadcast(2, 2),
            "[2, 2]",
            new double[] {1, 1, 4, 4}),
        Arguments.of("a scalar", Nd4j.scalar(2.5), "[]", new double[] {2.5}),
        Arguments.of("an element view", base.getScalar(1, 2), "[]", new double[] {6}),
        Arguments.of("no rows", Nd4j.create(DataType.DOUBLE, 0, 3), "[0, 3]", new double[0]));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("plantedArrays")
  void from_copiesRowMajor(String name, INDArray array, String shape, double[] expected) {
    Tensor tensor = Tensor.from(array);
    assertEquals(shape, tensor.shape().toString());
    assertEquals(DType.FLOAT64, tensor.dtype());
    assertArrayEquals(expected, tensor.toDoubleArray());
    assertEquals(tensor, Tensor.from(tensor.toINDArray()));
  }

  @Test
  void from_keepsFloat32AndWidensIntegers() {
    assertEquals(Tensor.of(Shape.of(2), 0.1f, 0.2f), Tensor.from(Nd4j.createFromArray(0.1f, 0.2f)));
    assertEquals(Tensor.of(Shape.of(2), 1.0, -7.0), Tensor.from(Nd4j.createFromArray(1, -7)));
    assertEquals(
        Tensor.of(Shape.of(1), 0x1p53), Tensor.from(Nd4j.createFromArray(9007199254740992L)));
    assertEquals(
        Tensor.of(Shape.of(2), 0.5f, -2f),
        Tensor.from(Nd4j.createFromArray(0.5f, -2f).castTo(DataType.FLOAT16)));
    assertEquals(DType.FLOAT32, Tensor.from(Nd4j.create(DataType.FLOAT, 0, 2)).dtype());
    assertMessage(
        "from: dtype must be a number type; got BOOL",
        () -> Tensor.from(Nd4j.createFromArray(true)));
  }

  @Test
  void from_andToINDArray_shareNoMemory() {
    INDArray source = matrix();
    Tensor tensor = Tensor.from(source);
    source.assign(9);
    assertEquals(COUNT, tensor);
    INDArray copy = tensor.toINDArray();
    copy.assign(9);
    assertEquals(COUNT, tensor);
  }

  @Test
  void toINDArray_isDenseInCOrder() {
    INDArray array = COUNT.toINDArray();
    assertEquals('c', array.ordering());
    assertFalse(array.isView());
    assertArrayEquals(new long[] {2, 3}, array.shape());
    assertEquals(6, array.getDouble(1, 2));
    assertEquals(DataType.FLOAT, COUNT.as(DType.FLOAT32).toINDArray().dataType());
    assertArrayEquals(new long[0], Tensor.scalar(1).toINDArray().shape());
    assertArrayEquals(new long[] {0, 3}, Tensor.zeros(Shape.of(0, 3)).toINDArray().shape());
  }

  @Test
  @SuppressWarnings("try")
  void of_insideAWorkspace_outlivesIt() {
    WorkspaceConfiguration configuration =
        WorkspaceConfiguration.builder().initialSize(1 << 16).build();
    Tensor made;
    Tensor copied;
    INDArray out;
    try (MemoryWorkspace open =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "planted")) {
      made = COUNT.times(2);
      copied = Tensor.from(matrix());
      out = COUNT.toINDArray();
    }
    try (MemoryWorkspace open =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "planted")) {
      Nd4j.create(DataType.DOUBLE, 4096).assign(-1);
    }
    assertEquals(COUNT.plus(COUNT), made);
    assertEquals(COUNT, copied);
    assertFalse(out.isAttached());
  }

  @Test
  void of_keepsNoReferenceToTheValues() {
    double[] values = {1, 2};
    Tensor tensor = Tensor.of(Shape.of(2), values);
    values[0] = 9;
    tensor.toDoubleArray()[1] = 9;
    assertArrayEquals(new double[] {1, 2}, tensor.toDoubleArray());
  }

  @Test
  void of_aWrongCount_throws() {
    assertMessage("tensor: [2, 3] takes 6 values; got 2", () -> Tensor.of(S23, 1.0, 2.0));
    assertMessage("tensor: [2] takes 2 values; got 1", () -> Tensor.of(Shape.of(2), 1f));
  }

  @Test
  void fills_haveTheirValue() {
    assertArrayEquals(new double[] {0, 0}, Tensor.zeros(Shape.of(2)).toDoubleArray());
    assertArrayEquals(new double[] {7, 7}, Tensor.filled(Shape.of(2), 7).toDoubleArray());
    assertEquals(7, Tensor.scalar(7).scalar());
  }

  @Test
  void scalar_at_readOneElement() {
    assertEquals(6, COUNT.at(1, 2));
    assertEquals(6, COUNT.at(-1, -1));
    assertEquals(0.1f, Tensor.of(Shape.SCALAR, 0.1f).scalar());
    assertMessage("scalar: size must be 1; got shape [2, 3]", COUNT::scalar);
    assertMessage("at: index must lie within [2, 3]; got [0, 3]", () -> COUNT.at(0, 3));
    assertMessage("at: index must lie within [2, 3]; got [-3, 0]", () -> COUNT.at(-3, 0));
    assertMessage("at: needs one index per axis of [2, 3]; got [1]", () -> COUNT.at(1));
  }

  @Test
  void as_roundsToNearest() {
    Tensor tensor = Tensor.of(Shape.of(2), 0.1, 1 + 0x1p-30);
    assertArrayEquals(new float[] {0.1f, 1}, tensor.as(DType.FLOAT32).toFloatArray());
    assertArrayEquals(new double[] {0.1f, 1}, tensor.as(DType.FLOAT32).toDoubleArray());
    assertArrayEquals(new float[] {0.1f, 1}, tensor.toFloatArray());
    assertSame(tensor, tensor.as(DType.FLOAT64));
  }

  @Test
  void operations_roundOnceToTheWiderType() {
    Tensor narrow = Tensor.of(Shape.of(1), 0.1f);
    Tensor wide = Tensor.of(Shape.of(1), 0.1);
    assertEquals(DType.FLOAT32, narrow.plus(narrow).dtype());
    assertEquals(DType.FLOAT64, narrow.plus(wide).dtype());
    assertEquals(DType.FLOAT64, wide.plus(narrow).dtype());
    assertEquals(DType.FLOAT32, narrow.times(0.1).dtype());
    assertEquals((float) Math.exp(0.1f), narrow.exp().scalar());
    assertEquals(DType.FLOAT32, wide.where(narrow, narrow).dtype());
    assertEquals(DType.FLOAT64, Tensor.concat(0, List.of(narrow, wide)).dtype());
    Tensor many = Tensor.filled(Shape.of(10_000_000), 0.1f).as(DType.FLOAT32);
    assertEquals((float) (1e7 * 0.1f), many.sum().scalar(), 1);
  }

  @Test
  void elementwise_appliesTheScalarFunction() {
    Map<DoubleUnaryOperator, UnaryOperator<Tensor>> rows =
        Map.ofEntries(
            Map.entry(x -> -x, Tensor::negate),
            Map.entry(x -> 1 / x, Tensor::reciprocal),
            Map.entry(x -> x * x, Tensor::square),
            Map.entry(Math::sqrt, Tensor::sqrt),
            Map.entry(Math::abs, Tensor::abs),
            Map.entry(Math::exp, Tensor::exp),
            Map.entry(Math::expm1, Tensor::expm1),
            Map.entry(Math::log, Tensor::log),
            Map.entry(Math::log1p, Tensor::log1p),
            Map.entry(Functions::log1pmx, Tensor::log1pmx),
            Map.entry(Math::tanh, Tensor::tanh),
            Map.entry(Functions::sigmoid, Tensor::sigmoid),
            Map.entry(Functions::softplus, Tensor::softplus),
            Map.entry(x -> Math.max(x, 0), Tensor::relu),
            Map.entry(x -> x + 0.3, t -> t.plus(0.3)),
            Map.entry(x -> x - 0.3, t -> t.minus(0.3)),
            Map.entry(x -> x * 0.3, t -> t.times(0.3)),
            Map.entry(x -> x * (1 / 0.3), t -> t.over(0.3)));
    Tensor points = Tensor.of(Shape.of(POINTS.length), POINTS);
    rows.forEach(
        (scalar, operation) -> {
          double[] result = operation.apply(points).toDoubleArray();
          for (int i = 0; i < POINTS.length; i++) {
            assertEquals(scalar.applyAsDouble(POINTS[i]), result[i]);
          }
        });
  }

  static Stream<Arguments> pairs() {
    Tensor column = Tensor.of(Shape.of(2, 1), 3.0, 4.0);
    return Stream.of(
        pair("plus", COUNT.plus(column), Double::sum),
        pair("minus", COUNT.minus(column), (a, b) -> a - b),
        pair("times", COUNT.times(column), (a, b) -> a * b),
        pair("over", COUNT.over(column), (a, b) -> a / b),
        pair("max", COUNT.max(column), Math::max),
        pair("greater", COUNT.greater(column), (a, b) -> a > b ? 1 : 0),
        pair("where", COUNT.greater(column).where(COUNT, column), Math::max));
  }

  private static Arguments pair(String name, Tensor result, DoubleBinaryOperator expected) {
    return Arguments.of(name, result, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void binary_broadcasts(String name, Tensor result, DoubleBinaryOperator expected) {
    assertEquals(S23, result.shape());
    for (int i = 0; i < 6; i++) {
      assertEquals(
          expected.applyAsDouble(i + 1, i / 3 + 3), result.at(i / 3, i % 3), "element " + i);
    }
  }

  @Test
  void binary_misfit_namesTheOperation() {
    Tensor other = Tensor.zeros(Shape.of(1, 4));
    assertMessage(
        "minus: shapes must be equal or 1 along each axis; got left [2, 3] and right [1, 4]",
        () -> COUNT.minus(other));
  }

  @Test
  void reductions_dropTheirAxes() {
    assertEquals(Tensor.of(Shape.of(3), 5.0, 7.0, 9.0), COUNT.sum(0));
    assertEquals(Tensor.of(Shape.of(2), 3.0, 6.0), COUNT.max(-1));
    assertEquals(Tensor.scalar(21), COUNT.sum());
    assertEquals(2, COUNT.mean(1).at(0), 1e-15);
    assertEquals(Math.log(3) + 1, Tensor.filled(S23, 1).logSumExp(1).at(1), 1e-15);
  }

  @Test
  void matrices_multiplyAndSolve() {
    assertEquals(
        Tensor.of(Shape.of(2, 2), 14.0, 32.0, 32.0, 77.0), COUNT.matmul(COUNT, false, true));
    assertEquals(COUNT.transpose().matmul(COUNT), COUNT.matmul(COUNT, true, false));
    Tensor lower = Tensor.of(Shape.of(2, 2), 2.0, 9.0, 1.0, 4.0);
    Tensor x = lower.triangularSolve(COUNT, false);
    assertEquals(S23, x.shape());
    assertEquals(COUNT, lower.tril().matmul(x));
    assertEquals(COUNT, lower.tril().transpose().matmul(lower.triangularSolve(COUNT, true)));
    assertEquals(Tensor.of(Shape.of(2), 2.0, 4.0), lower.diagonal());
  }

  @Test
  void shapes_change_withoutTouchingElements() {
    assertArrayEquals(COUNT.toDoubleArray(), COUNT.reshape(3, 2).toDoubleArray());
    assertEquals(Shape.of(3, 2), COUNT.reshape(3, 2).shape());
    assertEquals(COUNT, Tensor.concat(1, List.of(COUNT.slice(1, 0, 1), COUNT.slice(-1, 1, 3))));
    assertEquals(
        Tensor.of(Shape.of(2, 2), 7.0, 7.0, 7.0, 7.0),
        Tensor.scalar(7).broadcastTo(Shape.of(2, 2)));
    assertEquals(Shape.of(2, 0), COUNT.slice(1, 3, 3).shape());
    assertSame(COUNT, COUNT.stopGradient());
  }

  @Test
  void equals_isBitExact() {
    Tensor one = Tensor.of(Shape.of(1), 1.0);
    assertNotEquals(one, Tensor.of(Shape.of(1), Math.nextUp(1.0)));
    assertNotEquals(one, Tensor.of(Shape.of(1), 1f));
    assertNotEquals(one, Tensor.of(Shape.of(1, 1), 1.0));
    assertNotEquals(Tensor.scalar(0.0), Tensor.scalar(-0.0));
    assertEquals(Tensor.scalar(Double.NaN), Tensor.scalar(Double.NaN));
    assertEquals(one.hashCode(), Tensor.of(Shape.of(1), 1.0).hashCode());
  }

  @Test
  void toString_isShort() {
    assertEquals("float64[2] 1.0, 0.1", Tensor.of(Shape.of(2), 1.0, 0.1).toString());
    assertEquals("float32[] 0.1", Tensor.of(Shape.SCALAR, 0.1f).toString());
    assertEquals("float64[0]", Tensor.zeros(Shape.of(0)).toString());
    assertTrue(Tensor.zeros(Shape.of(1000)).toString().endsWith("0.0, .."));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
