package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class ParameterTest {
  private static final Tensor START = Tensor.of(Shape.of(2), 1.5, -2.5);

  private final Parameter p = new Parameter("p", START);
  private final Parameter q = new Parameter("q", Tensor.of(Shape.of(1, 3), 0.1, 0.2, 0.3));

  @Test
  void pack_parameters_keepTheirValuesInTheVectorsType() {
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p, q), DType.FLOAT32)) {
      assertSame(vector, p.home());
      assertEquals(START.as(DType.FLOAT32), p.value());
      assertEquals(Tensor.of(Shape.of(1, 3), 0.1f, 0.2f, 0.3f), q.value());
      double[] flat = new double[vector.length()];
      vector.values().get(0, flat, 0, flat.length);
      assertEquals(1.5, flat[p.offset()]);
      assertEquals(0.1f, flat[q.offset()]);
      assertEquals(1.5 - 2.5 + 0.1f + 0.2f + 0.3f, java.util.Arrays.stream(flat).sum());
    }
  }

  @Test
  void pack_twoOfOneName_isRefused() {
    Parameter twin = new Parameter("p", START);
    assertEquals(
        "parameters: names must be distinct; got p twice",
        assertThrows(
                IllegalArgumentException.class,
                () -> ParameterVector.pack("all", List.of(p, q, twin), DType.FLOAT32))
            .getMessage());
    assertNull(p.home());
  }

  @Test
  void pack_noParameters_makesAnEmptyGroup() {
    try (ParameterVector vector = ParameterVector.pack("none", List.of(), DType.FLOAT32)) {
      assertEquals(List.of(), vector.parameters());
      assertTrue(vector.length() > 0);
    }
  }

  @Test
  void assign_packed_writesAndCountsAVersion() {
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT64)) {
      long before = vector.version();
      p.assign(Tensor.of(Shape.of(2), 7.0, 8.0));
      assertTrue(vector.version() > before);
      assertEquals(Tensor.of(Shape.of(2), 7.0, 8.0), p.value());
    }
  }

  @Test
  void assign_otherShape_isRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> p.assign(Tensor.zeros(Shape.of(3))))
            .getMessage();
    assertEquals("parameter p: shape must be [2]; got [3]", message);
  }

  @Test
  void close_vector_leavesTheLastValuesBehind() {
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT64)) {
      vector.values().put(p.offset(), new double[] {3, 4}, 0, 2);
      vector.changed();
    }
    assertNull(p.home());
    assertEquals(Tensor.of(Shape.of(2), 3.0, 4.0), p.value());
  }

  @Test
  void pack_again_movesTheValuesOn() {
    ParameterVector first = ParameterVector.pack("first", List.of(p), DType.FLOAT64);
    p.assign(Tensor.of(Shape.of(2), 5.0, 6.0));
    try (ParameterVector second = ParameterVector.pack("second", List.of(q, p), DType.FLOAT64)) {
      first.close();
      assertSame(second, p.home());
      assertEquals(Tensor.of(Shape.of(2), 5.0, 6.0), p.value());
    }
  }

  @Test
  void value_startGivenAsARule_isMadeOnceWhenAskedFor() {
    AtomicInteger made = new AtomicInteger();
    Parameter p =
        new Parameter(
            "p",
            Shape.of(2),
            () -> {
              made.incrementAndGet();
              return Tensor.of(Shape.of(2), 1.0, 2.0);
            });
    assertEquals(Shape.of(2), p.var().shape());
    assertEquals(0, made.get());
    assertEquals(Tensor.of(Shape.of(2), 1.0, 2.0), p.value());
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT64)) {
      assertEquals(vector, p.home());
      assertEquals(2, p.value().at(1));
    }
    assertEquals(1, made.get());
    Parameter assigned = new Parameter("q", Shape.of(2), () -> Tensor.zeros(Shape.of(3)));
    assertThrows(IllegalArgumentException.class, assigned::value);
    assigned.assign(Tensor.of(Shape.of(2), 3.0, 4.0));
    assertEquals(3, assigned.value().at(0));
  }
}
