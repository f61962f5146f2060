package org.vae4j.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class NormalizationTest {
  private static final Initializer START = new Initializer(1);
  private static final Var X = Var.constant(Tensor.of(Shape.of(2, 2), 1.0, 10.0, 3.0, -2.0));

  @Test
  void layerNorm_centresEachRow() {
    double[] y = Engine.evaluate(new LayerNorm("l", 2, 2, START).apply(X)).toDoubleArray();
    assertArrayEquals(new double[] {-1, 1, 1, -1}, y, 1e-5);
  }

  @Test
  void batchNorm_inTraining_centresEachColumnAndMovesItsStates() {
    BatchNorm norm = new BatchNorm("l", 2, 2, START);
    Mode mode = Mode.training(2);
    double[] y = Engine.evaluate(norm.apply(X, mode)).toDoubleArray();
    assertArrayEquals(new double[] {-1, 1, 1, -1}, y, 1e-5);
    Var mean = mode.updates().get(norm.states().get(0));
    Var variance = mode.updates().get(norm.states().get(1));
    assertArrayEquals(new double[] {0.2, 0.4}, Engine.evaluate(mean).toDoubleArray(), 1e-15);
    assertArrayEquals(
        new double[] {0.9 + 0.1 * 2, 0.9 + 0.1 * 72},
        Engine.evaluate(variance).toDoubleArray(),
        1e-14);
  }

  @Test
  void batchNorm_appliedTwice_movesItsStatesTwice() {
    BatchNorm norm = new BatchNorm("l", 2, 2, START);
    Mode mode = Mode.training(2);
    norm.apply(X, mode);
    norm.apply(X, mode);
    Var mean = mode.updates().get(norm.states().get(0));
    assertArrayEquals(new double[] {0.38, 0.76}, Engine.evaluate(mean).toDoubleArray(), 1e-15);
  }

  @Test
  void batchNorm_ofImages_hasOneMeanForAChannel() {
    BatchNorm norm = new BatchNorm("l", 2, 1, START);
    Mode mode = Mode.training(2);
    norm.apply(X, mode);
    Var mean = mode.updates().get(norm.states().get(0));
    assertArrayEquals(new double[] {0.3}, Engine.evaluate(mean).toDoubleArray(), 1e-15);
  }

  @Test
  void batchNorm_inEvaluation_usesItsStates() {
    BatchNorm norm = new BatchNorm("l", 2, 2, START);
    norm.states().get(0).assign(Tensor.of(Shape.of(2), 1.0, 2.0));
    norm.states().get(1).assign(Tensor.of(Shape.of(2), 4.0, 16.0));
    double[] y = Engine.evaluate(norm.apply(X)).toDoubleArray();
    assertArrayEquals(new double[] {0, 2, 1, -1}, y, 1e-5);
  }

  @Test
  void batchNorm_ofOneRow_leavesItsStatesAlone() {
    Mode mode = Mode.training(1);
    new BatchNorm("l", 2, 2, START).apply(Var.zeros(Shape.of(1, 2)), mode);
    assertEquals(Map.of(), mode.updates());
  }

  @Test
  void dropout_keepsTheMeanAndDropsItsShare() {
    int n = 200_000;
    Dropout dropout = new Dropout("drop", n / 4, 0.25);
    Var y = dropout.apply(Var.constant(1).broadcastTo(Shape.of(4, n / 4)), Mode.training(4));
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("y", y)))) {
      plan.draw(Draw.of(1, "train", 0, 4));
      plan.run();
      double[] values = plan.read("y").toDoubleArray();
      long dropped = 0;
      for (double value : values) {
        assertTrue(value == 0 || value == 1 / 0.75, "must be dropped or scaled; got " + value);
        dropped += value == 0 ? 1 : 0;
      }
      double error = Math.sqrt(0.25 * 0.75 / n);
      assertEquals(0.25, (double) dropped / n, 4 * error);
    }
  }

  @Test
  void mode_inEvaluation_neitherDrawsNorChangesStates() {
    var refused =
        assertThrows(
            IllegalStateException.class,
            () -> Mode.EVALUATION.noise("n", NoiseKind.UNIFORM, Shape.of(1, 1)));
    assertEquals("mode: must be training to draw or to change states", refused.getMessage());
    BatchNorm norm = new BatchNorm("l", 2, 2, START);
    assertThrows(
        IllegalStateException.class,
        () -> Mode.EVALUATION.become(norm.states().get(0), Var.zeros(Shape.of(2))));
  }

  @Test
  void mode_refusesRowsThatBelongToNoExample() {
    Mode mode = Mode.training(4);
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> mode.noise("n", NoiseKind.UNIFORM, Shape.of(6, 2)));
    assertEquals(
        "n: rows must be a multiple of the 4 examples; got [6, 2]",
        refused.getMessage().split(" \\(at ")[0]);
  }

  @Test
  void layers_refuseWhatTheyCannotDo() {
    for (double probability : new double[] {-0.1, 1, Double.NaN}) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> new Dropout("drop", 2, probability));
      assertEquals("dropout must be >= 0 and < 1; got " + probability, refused.getMessage());
    }
    assertEquals(
        "l: channels must be > 0 and divide 5; got 2",
        assertThrows(IllegalArgumentException.class, () -> new BatchNorm("l", 5, 2, START))
            .getMessage());
    assertEquals(
        "residual: input must be [N, 3]; got [2, 2]",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Residual(Dense.he("l", 2, 3, START)).apply(X))
            .getMessage()
            .split(" \\(at ")[0]);
  }
}
