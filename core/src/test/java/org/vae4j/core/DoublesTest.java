package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law of two arithmetics: every operation of the algebra gives Tensor's bits. */
class DoublesTest {
  private static final Shape SQUARE = Shape.of(2, 3, 3);
  private static final double[] VALUES = {
    4, 0.5, 0.25, 0.5, 3, -0.5, 0.25, -0.5, 2, 1.5, 0.125, 0, 0.125, 2.5, 1, 0, 1, 6
  };

  static List<Method> operations() {
    return Stream.of(Algebra.class.getMethods())
        .filter(method -> method.getReturnType() == Algebra.class)
        .filter(method -> !method.getName().equals("constant"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_equalsThatOfTensor(Method operation) throws ReflectiveOperationException {
    Tensor expected = (Tensor) apply(operation, Tensor.of(SQUARE, VALUES), Tensor.scalar(2.5));
    Doubles actual = (Doubles) apply(operation, Doubles.of(SQUARE, VALUES), Doubles.scalar(2.5));
    assertEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray());
  }

  /** Operands of the array's own shape, or a scalar where one broadcasts. */
  private static <A extends Algebra<A>> Object apply(Method operation, A array, A scalar)
      throws ReflectiveOperationException {
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : operation.getParameterTypes()) {
      if (type == Algebra.class) {
        boolean broadcasts = arguments.isEmpty() && operation.getParameterCount() == 2;
        boolean matrices =
            operation.getParameterTypes()[1 % operation.getParameterCount()] == boolean.class;
        arguments.add(broadcasts && !matrices ? scalar : array);
      } else if (type == double.class) {
        arguments.add(0.75);
      } else if (type == boolean.class) {
        arguments.add(true);
      } else if (type == int[].class) {
        arguments.add(operation.getName().equals("reshape") ? new int[] {3, 6} : new int[] {1});
      } else if (type == Shape.class) {
        boolean wide = operation.getName().equals("broadcastTo");
        arguments.add(wide ? Shape.of(4, 2, 3, 3) : Shape.of(6, 3));
      } else if (type == List.class) {
        arguments.add(List.of(array));
      } else if (type == Special.class) {
        arguments.add(Special.LOG_SINHC);
      } else {
        arguments.add(arguments.size());
      }
    }
    try {
      return operation.invoke(array, arguments.toArray());
    } catch (InvocationTargetException failure) {
      throw new AssertionError(operation.toString(), failure.getCause());
    }
  }

  @Test
  void of_copiesAndCounts() {
    double[] values = {1, 2};
    Doubles vector = Doubles.vector(values);
    values[0] = 7;
    assertEquals(Doubles.of(Shape.of(2), 1, 2), vector);
    vector.toDoubleArray()[0] = 7;
    vector.elements().orElseThrow()[0] = 7;
    assertEquals("[1.0, 2.0]", vector.toString());
    assertEquals("3.0", Doubles.scalar(3).toString());
    assertEquals(vector.hashCode(), Doubles.vector(1, 2).hashCode());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Doubles.of(Shape.of(3), 1, 2))
            .getMessage();
    assertEquals("doubles: [3] takes 3 values; got 2", message);
    message = assertThrows(IllegalArgumentException.class, vector::scalar).getMessage();
    assertEquals("scalar: size must be 1; got shape [2]", message);
  }

  @Test
  void constant_isAnArrayOfTheSameKind() {
    assertEquals(Doubles.vector(1, 2), Doubles.scalar(0).constant(Shape.of(2), 1, 2));
    Tensor narrow = Tensor.of(Shape.of(1), 3f);
    assertEquals(Tensor.of(Shape.of(2), 1f, 2f), narrow.constant(Shape.of(2), 1, 2));
    assertArrayEquals(new double[] {3}, narrow.elements().orElseThrow());
    assertEquals(
        Arrays.asList(1.0),
        Arrays.stream(Doubles.scalar(0).number(1).toDoubleArray()).boxed().toList());
  }
}
