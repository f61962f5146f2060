package org.vae4j.models.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Functions;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class LayerTest {
  private static final Tensor ROW = Tensor.of(Shape.of(1, 2), 2.0, -3.0);
  private final Initializer initializer = new Initializer(1);

  private static double[] apply(Layer layer) {
    return Engine.evaluate(layer.apply(Var.constant(ROW))).toDoubleArray();
  }

  private static void assign(Layer layer, int parameter, double... values) {
    Parameter chosen = layer.parameters().get(parameter);
    chosen.assign(Tensor.of(chosen.shape(), values));
  }

  @Test
  void dense_isAffine() {
    Dense dense = Dense.glorot("a", 2, 3, initializer);
    assign(dense, 0, 1, 2, 3, 4, 5, 6);
    assign(dense, 1, 10, 20, 30);
    assertEquals(List.of(0.0, 9.0, 18.0), Arrays.stream(apply(dense)).boxed().toList());
    assertEquals(3, dense.outputs());
  }

  @Test
  void gated_isAValueTimesASigmoid() {
    Gated gated = Gated.dense("a", 2, 1, initializer);
    assign(gated, 0, 1, 1);
    assign(gated, 1, 0.5);
    assign(gated, 2, 0.25, 0);
    assign(gated, 3, 0.5);
    assertEquals(-0.5 * Functions.sigmoid(1), apply(gated)[0], 1e-15);
  }

  @Test
  void mlp_chainsItsLayers() {
    for (Activation activation : Activation.values()) {
      Mlp mlp = new Mlp("net", 2, List.of(4, 3), activation, initializer);
      assertEquals(3, mlp.outputs());
      Layer first = new Hidden(activation).dense("net.0", 2, 4, initializer);
      Layer second = new Hidden(activation).dense("net.1", 4, 3, initializer);
      Tensor chained = Engine.evaluate(second.apply(first.apply(Var.constant(ROW))));
      assertEquals(chained, Engine.evaluate(mlp.apply(Var.constant(ROW))));
    }
  }

  @Test
  void activations_bend() {
    Layer tanh = new Hidden(Activation.TANH).dense("a", 2, 1, initializer);
    assign(tanh, 0, 1, 1);
    assertEquals(Math.tanh(-1), apply(tanh)[0], 1e-15);
    Layer relu = new Hidden(Activation.RELU).dense("a", 2, 1, initializer);
    assign(relu, 0, 1, 1);
    assertEquals(0, apply(relu)[0]);
    assign(relu, 0, 1, 0);
    assertEquals(2, apply(relu)[0]);
  }

  @Test
  void mlp_refusesAnotherWidthAndNoLayers() {
    Mlp mlp = new Mlp("net", 3, List.of(4), Activation.TANH, initializer);
    var width = assertThrows(IllegalArgumentException.class, () -> mlp.apply(Var.constant(ROW)));
    assertEquals("mlp: input must be [N, 3]; got [1, 2]", width.getMessage().split(" \\(at ")[0]);
    for (List<Integer> widths : List.of(List.<Integer>of(), List.of(3, 0))) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Mlp("net", 3, widths, Activation.TANH, initializer));
      assertEquals(
          "net: hidden widths must be one or more positive numbers; got " + widths,
          refused.getMessage());
    }
  }

  @Test
  void initializer_keysItsStreamsByName() {
    Tensor a = initializer.he("a", 3, 4).value();
    assertEquals(a, new Initializer(1).he("a", 3, 4).value());
    assertNotEquals(a, initializer.he("b", 3, 4).value());
    assertNotEquals(a, new Initializer(2).he("a", 3, 4).value());
  }

  @Test
  void initializer_hasTheVarianceOfItsRule() {
    double[] he = initializer.he("w", 200, 300).value().toDoubleArray();
    assertEquals(2.0 / 200, Arrays.stream(he).map(w -> w * w).average().orElseThrow(), 3e-4);
    double bound = Math.sqrt(6.0 / 500);
    double[] glorot = initializer.glorot("w", 200, 300).value().toDoubleArray();
    assertTrue(Arrays.stream(glorot).allMatch(w -> Math.abs(w) <= bound));
    assertEquals(
        bound * bound / 3, Arrays.stream(glorot).map(w -> w * w).average().orElseThrow(), 1e-4);
  }
}
