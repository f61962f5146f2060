package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

class EngineTest {
  @Test
  void open_auto_isTheCpu() {
    try (Engine engine = Engine.open(Backend.AUTO)) {
      assertEquals(Backend.CPU, engine.backend());
      assertEquals(DType.FLOAT32, engine.dtype());
    }
  }

  @Test
  void open_noThreads_isRefused() {
    assertEquals(
        "threads must be >= 1; got 0",
        assertThrows(IllegalArgumentException.class, () -> Engine.open(Backend.CPU, 0))
            .getMessage());
  }

  @Test
  void evaluate_expression_isItsValueInDouble() {
    Var x = Var.input("x", Shape.of(2));
    Tensor at = Tensor.of(Shape.of(2), 1e-12, 2.0);
    assertEquals(
        Tensor.of(Shape.of(2), Math.log1p(1e-12), Math.log1p(2)),
        Engine.evaluate(x.log1p(), Map.of("x", at)));
    assertEquals(Tensor.scalar(7), Engine.evaluate(Var.constant(3).plus(4)));
  }
}
