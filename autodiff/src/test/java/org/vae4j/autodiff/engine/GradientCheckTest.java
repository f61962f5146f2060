package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** The checker itself: right gradients pass, and each planted fault is found. */
class GradientCheckTest {
  /** An op with a fault in its pull-back, and shapes on which it shows. */
  private record Planted(String fault, Op op, List<Shape> shapes) {
    @Override
    public String toString() {
      return fault;
    }
  }

  static List<Planted> faults() {
    Shape full = Shape.of(3, 4);
    Shape row = Shape.of(4);
    return List.of(
        new Planted(
            "a factor of 1.0005",
            unary((g, x, y) -> g.times(Var.constant(1).minus(y.square())).times(1.0005)),
            List.of(full)),
        new Planted(
            "a wrong sign", unary((g, x, y) -> g.times(y.square().minus(1))), List.of(full)),
        new Planted("a term left out", unary((g, x, y) -> g), List.of(full)),
        new Planted("no gradient", unary((g, x, y) -> null), List.of(full)),
        new Planted(
            "a gradient that is not a number",
            unary((g, x, y) -> g.over(0.0).times(0)),
            List.of(full)),
        new Planted(
            "a wrong sign of the second operand",
            binary((g, a, b) -> List.of(g.times(b), g.times(a).negate())),
            List.of(full, full)),
        new Planted(
            "exchanged operands",
            binary((g, a, b) -> List.of(g.times(a), g.times(b))),
            List.of(full, full)),
        new Planted(
            "one row in place of the sum over a broadcast axis",
            binary((g, a, b) -> List.of(g.times(b), g.times(a).slice(0, 0, 1))),
            List.of(full, row)),
        new Planted(
            "the mean in place of the sum over a broadcast axis",
            binary((g, a, b) -> List.of(g.times(b), g.times(a).mean(0))),
            List.of(full, row)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void first_plantedFault_isFound(Planted planted) {
    GradientCheck.Report report = GradientCheck.first(planted.op, values(planted.shapes), 1);
    assertFalse(report.passes(), report::toString);
    assertThrows(
        IllegalArgumentException.class,
        () -> GradientCheck.check(planted.op, values(planted.shapes), 1));
  }

  @Test
  void first_rightPullBacks_pass() {
    Op tanh = unary((g, x, y) -> g.times(Var.constant(1).minus(y.square())));
    GradientCheck.check(tanh, values(List.of(Shape.of(3, 4))), 1);
    Op times = binary((g, a, b) -> List.of(g.times(b), g.times(a)));
    GradientCheck.check(times, values(List.of(Shape.of(3, 1), Shape.of(4))), 2);
  }

  @Test
  void second_constantInThePullBack_isFoundThereAndNotBefore() {
    Op op =
        new Op(
            "planted-square",
            Op.Kind.ELEMENTWISE,
            List.of(),
            s -> s.get(0),
            (v, s, out) -> java.util.Arrays.stream(v.get(0)).map(x -> x * x).toArray(),
            (g, y, x) -> List.of(g.times(x.get(0).stopGradient()).times(2)));
    List<Tensor> operands = values(List.of(Shape.of(5)));
    assertTrue(GradientCheck.first(op, operands, 1).passes());
    assertFalse(GradientCheck.second(op, operands, 1).passes());
  }

  @Test
  void check_wrongGradient_saysWhichAndByHowMuch() {
    Op op = binary((g, a, b) -> List.of(g.times(b), g.times(a).times(1.0005)));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.check(op, values(List.of(Shape.of(2), Shape.of(2))), 1))
            .getMessage();
    assertTrue(message.startsWith("gradient of planted-times by operand 1: "), message);
    assertTrue(message.contains("error 4.8e-04"), message);
  }

  @Test
  void first_loss_checksInputsParametersAndNoise() {
    Parameter w = new Parameter("w", values(List.of(Shape.of(3, 2))).get(0));
    Parameter b = new Parameter("b", values(List.of(Shape.of(2))).get(0));
    Var x = Var.input("x", Shape.of(4, 3));
    Var noise = Var.noise("e", NoiseKind.NORMAL, Shape.of(4, 2));
    Var loss = x.matmul(w.var()).plus(b.var().times(noise)).tanh().logSumExp(-1).mean();
    Map<String, Tensor> feeds = Map.of("x", values(List.of(x.shape())).get(0));
    List<Var> leaves = List.of(x, w.var(), b.var());
    GradientCheck.check(loss, feeds, leaves, 1);
    GradientCheck.second(loss, feeds, leaves, 1).check();
  }

  @Test
  void first_lossWithAStop_differs() {
    Var x = Var.input("x", Shape.of(3));
    Map<String, Tensor> feeds = Map.of("x", values(List.of(x.shape())).get(0));
    Var stopped = x.times(x.stopGradient()).sum();
    assertFalse(GradientCheck.first(stopped, feeds, List.of(x), 1).passes());
    assertEquals("x", GradientCheck.first(stopped, feeds, List.of(x), 1).by());
  }

  @Test
  void first_parametersPackedAsFloat_areMovedInDoubleAndLeftAlone() {
    Parameter p = new Parameter("p", Tensor.of(Shape.of(3), 0.3f, -0.7f, 1.1f));
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT32)) {
      long version = vector.version();
      Var loss = p.var().exp().times(p.var()).sum();
      assertDoesNotThrow(() -> GradientCheck.check(loss, Map.of(), List.of(p.var()), 1));
      assertEquals(version, vector.version());
      assertEquals(Tensor.of(Shape.of(3), 0.3f, -0.7f, 1.1f), p.value());
    }
  }

  @Test
  void first_sameSeed_givesTheSameReport() {
    Op op = unary((g, x, y) -> g.times(1.5));
    List<Tensor> operands = values(List.of(Shape.of(3)));
    assertEquals(GradientCheck.first(op, operands, 7), GradientCheck.first(op, operands, 7));
  }

  @FunctionalInterface
  private interface Unary {
    Var of(Var g, Var x, Var y);
  }

  @FunctionalInterface
  private interface Binary {
    List<Var> of(Var g, Var a, Var b);
  }

  private static Op unary(Unary pullBack) {
    return new Op(
        "planted-tanh",
        Op.Kind.ELEMENTWISE,
        List.of(),
        s -> s.get(0),
        (v, s, out) -> java.util.Arrays.stream(v.get(0)).map(Math::tanh).toArray(),
        (g, y, x) -> java.util.Collections.singletonList(pullBack.of(g, x.get(0), y)));
  }

  private static Op binary(Binary pullBack) {
    return new Op(
        "planted-times",
        Op.Kind.ELEMENTWISE,
        List.of(),
        s -> s.get(0).broadcast(s.get(1)),
        (v, s, out) ->
            Tensor.of(s.get(0), v.get(0)).times(Tensor.of(s.get(1), v.get(1))).toDoubleArray(),
        (g, y, x) -> pullBack.of(g, x.get(0), x.get(1)));
  }

  private static List<Tensor> values(List<Shape> shapes) {
    Random random = new Random(5);
    return shapes.stream()
        .map(shape -> Tensor.of(shape, random.doubles(shape.size(), -1.5, 1.5).toArray()))
        .toList();
  }
}
