package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** What choosing by index does at its edges, on each back end. */
class IndicesTest {
  @Test
  void gather_indexThatIsNone_givesNaN() {
    Var x = Var.constant(Tensor.of(Shape.of(3), 5.0, 6.0, 7.0));
    Var indices = Var.constant(Tensor.of(Shape.of(5), 2.0, -1.0, 3.0, 0.5, Double.NaN));
    double nan = Double.NaN;
    for (Backend backend : List.of(Backend.CPU, Backend.ND4J, Backend.REFERENCE)) {
      assertArrayEquals(new double[] {7, nan, nan, nan, nan}, on(backend, x.gather(0, indices)));
      Var five = Var.constant(Tensor.of(Shape.of(5), 1.0, 1.0, 1.0, 1.0, 1.0));
      double[] scattered = on(backend, five.scatterAdd(0, indices, 2));
      assertArrayEquals(new double[] {nan, nan}, scattered, "a value without a place");
      assertArrayEquals(new double[4], on(backend, indices.slice(0, 1, 5).oneHot(1)));
    }
  }

  @Test
  void argmax_tiesAndNaN_isTheFirstAndNaN() {
    double nan = Double.NaN;
    Var x =
        Var.constant(
            Tensor.of(
                Shape.of(4, 3),
                1.0,
                3.0,
                3.0,
                nan,
                1.0,
                2.0,
                -1.0,
                -2.0,
                -1.0,
                0.0,
                0.0,
                Double.NEGATIVE_INFINITY));
    for (Backend backend : List.of(Backend.CPU, Backend.ND4J, Backend.REFERENCE)) {
      assertArrayEquals(new double[] {1, nan, 0, 0}, on(backend, x.argmax(1)), "" + backend);
    }
  }

  private static double[] on(Backend backend, Var y) {
    try (Engine engine = Engine.open(backend, 1);
        Plan plan = engine.plan(Graph.of(Map.of("y", y)))) {
      plan.run();
      return plan.read("y").toDoubleArray();
    }
  }
}
