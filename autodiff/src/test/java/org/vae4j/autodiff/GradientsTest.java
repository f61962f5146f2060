package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class GradientsTest {
  private final Var x = Var.input("x", Shape.of(3));

  @Test
  void of_leafThatTheLossDoesNotNeed_isZero() {
    Var unused = Var.input("unused", Shape.of(2, 2));
    List<Var> gradients = Gradients.of(x.sum(), List.of(unused, x));
    assertEquals(Tensor.zeros(Shape.of(2, 2)), Engine.evaluate(gradients.get(0)));
    assertEquals(Tensor.filled(Shape.of(3), 1), Engine.evaluate(gradients.get(1)));
  }

  @Test
  void of_diamond_sumsBothWays() {
    Var square = x.square();
    Var loss = square.exp().plus(square.times(3)).sum();
    double[] expected = new double[3];
    double[] at = {-1, 0.5, 2};
    Arrays.setAll(expected, i -> 2 * at[i] * (Math.exp(at[i] * at[i]) + 3));
    assertArrayEquals(expected, gradient(loss, at), 1e-12);
  }

  @Test
  void of_operandUsedTwice_countsTwice() {
    assertArrayEquals(new double[] {2, 2, 2}, gradient(x.plus(x).sum(), 5, 6, 7));
    assertArrayEquals(new double[] {10, 12, 14}, gradient(x.times(x).sum(), 5, 6, 7));
    assertArrayEquals(new double[] {0, 0, 0}, gradient(x.minus(x).sum(), 5, 6, 7));
    assertArrayEquals(new double[] {0, 0, 0}, gradient(x.over(x).sum(), 5, 6, 7), 1e-15);
  }

  @Test
  void of_stopGradient_cutsThatWayOnly() {
    Var loss = x.times(x.stopGradient()).sum();
    assertArrayEquals(new double[] {5, 6, 7}, gradient(loss, 5, 6, 7));
    assertArrayEquals(new double[3], gradient(x.square().stopGradient().sum(), 5, 6, 7));
  }

  @Test
  void of_broadcastOperand_isSummedBack() {
    Var column = Var.input("c", Shape.of(2, 1));
    Var row = Var.input("r", Shape.of(1, 3));
    Var scalar = Var.input("s");
    Var loss = column.times(row).times(scalar).sum();
    Map<String, Tensor> feeds =
        Map.of(
            "c", Tensor.of(Shape.of(2, 1), 1.0, 2.0),
            "r", Tensor.of(Shape.of(1, 3), 3.0, 4.0, 5.0),
            "s", Tensor.scalar(10));
    List<Var> gradients = Gradients.of(loss, List.of(column, row, scalar));
    assertEquals(Tensor.of(Shape.of(2, 1), 120.0, 120.0), evaluate(gradients.get(0), feeds));
    assertEquals(Tensor.of(Shape.of(1, 3), 30.0, 30.0, 30.0), evaluate(gradients.get(1), feeds));
    assertEquals(Tensor.scalar(36), evaluate(gradients.get(2), feeds));
  }

  @Test
  void of_innerNode_isTheGradientThere() {
    Var h = x.times(2);
    Var loss = h.square().sum();
    List<Var> gradients = Gradients.of(loss, List.of(h, x, loss));
    Map<String, Tensor> feeds = Map.of("x", Tensor.of(Shape.of(3), 1.0, 2.0, 3.0));
    assertEquals(Tensor.of(Shape.of(3), 4.0, 8.0, 12.0), evaluate(gradients.get(0), feeds));
    assertEquals(Tensor.of(Shape.of(3), 8.0, 16.0, 24.0), evaluate(gradients.get(1), feeds));
    assertEquals(Tensor.scalar(1), evaluate(gradients.get(2), feeds));
  }

  @Test
  void of_gradients_isTheHigherDerivative() {
    Var loss = x.square().times(x).sum();
    for (double factor : new double[] {3, 6}) {
      loss = Gradients.of(loss, List.of(x)).get(0).sum();
      double power = factor == 3 ? 2 : 1;
      Tensor at = Tensor.of(Shape.of(3), 1.0, -2.0, 3.0);
      double expected =
          Arrays.stream(at.toDoubleArray()).map(v -> factor * Math.pow(v, power)).sum();
      assertEquals(expected, evaluate(loss, Map.of("x", at)).scalar(), 1e-12);
    }
  }

  @Test
  void of_tenThousandNodesDeep_needsNoDeepStack() {
    Var y = x;
    for (int i = 0; i < 10_000; i++) {
      y = y.times(0.9999);
    }
    double expected = Math.pow(0.9999, 10_000);
    assertArrayEquals(
        new double[] {expected, expected, expected}, gradient(y.sum(), 1, 2, 3), 1e-12);
  }

  @Test
  void of_vectorLoss_isRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(x, List.of(x)))
            .getMessage();
    assertTrue(
        message.startsWith(
            "gradient: the loss must be a scalar; got shape [3] (at GradientsTest.java:"),
        message);
  }

  // ---------------------------------------------------------------- at the switches

  @Test
  void abs_atZero_hasNoGradient() {
    assertArrayEquals(new double[] {-1, 0, 1}, gradient(x.abs().sum(), -2, 0, 2));
  }

  @Test
  void relu_atZero_hasNoGradient() {
    assertArrayEquals(new double[] {0, 0, 1}, gradient(x.relu().sum(), -2, 0, 2));
  }

  @Test
  void max_tie_goesHalfToEach() {
    Var other = Var.constant(Tensor.of(Shape.of(3), 1.0, 1.0, 1.0));
    assertArrayEquals(new double[] {0, 0.5, 1}, gradient(x.max(other).sum(), 0, 1, 2));
    assertArrayEquals(new double[] {1, 1, 1}, gradient(x.max(x).sum(), 0, 1, 2));
  }

  @Test
  void maximum_ties_shareEqually() {
    assertArrayEquals(new double[] {0.5, 0, 0.5}, gradient(x.max(), 4, 1, 4));
    assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, gradient(x.max(), 4, 4, 4), 1e-15);
  }

  @Test
  void where_branchNotTaken_getsNoGradient() {
    Var positive = x.greater(Var.constant(0));
    Var loss = positive.where(x.times(3), x.times(5)).sum();
    assertArrayEquals(new double[] {5, 5, 3}, gradient(loss, -1, 0, 1));
  }

  @Test
  void min_tie_goesHalfToEach() {
    Var other = Var.constant(Tensor.of(Shape.of(3), 1.0, 1.0, 1.0));
    assertArrayEquals(new double[] {1, 0.5, 0}, gradient(x.min(other).sum(), 0, 1, 2));
  }

  @Test
  void leakyRelu_atZero_hasTheSlopeOfTheLeftSide() {
    assertArrayEquals(new double[] {0.2, 0.2, 1}, gradient(x.leakyRelu(0.2).sum(), -1, 0, 1));
  }

  @Test
  void clamp_bounds_belongToTheInside() {
    Var inside = x.clamp(-1, 1).sum();
    assertArrayEquals(new double[] {0, 1, 1}, gradient(inside, -1.001, -1, -0.999));
    assertArrayEquals(new double[] {1, 1, 0}, gradient(inside, 0.999, 1, 1.001));
    assertArrayEquals(new double[] {0, 1, 0}, gradient(x.hardTanh().sum(), -2, 0.5, 2));
    assertArrayEquals(new double[] {1, 1, 1}, gradient(straight(), -2, 0.5, 2));
    Map<String, Tensor> feeds = Map.of("x", Tensor.of(Shape.of(3), -2.0, 0.5, 2.0));
    assertEquals(0.5, evaluate(straight(), feeds).scalar());
  }

  private Var straight() {
    return x.clampStraightThrough(-1, 1).sum();
  }

  @Test
  void pow_atZero_hasFiniteGradientsWhereTheyExist() {
    assertArrayEquals(new double[] {0, 0, 3}, gradient(x.pow(3).sum(), 0, -0.0, 1));
    assertArrayEquals(new double[] {0, 0, 0}, gradient(x.pow(0).sum(), 0, -1, 1));
    assertArrayEquals(
        new double[] {12, 1, 0}, gradient(x.pow(3).sum(), -2, Math.sqrt(1 / 3.0), 0), 1e-12);
    Var exponent = Var.constant(2).pow(x);
    assertArrayEquals(
        new double[] {Math.log(2), 2 * Math.log(2), 0.5 * Math.log(2)},
        gradient(exponent.sum(), 0, 1, -1),
        1e-15);
    assertArrayEquals(new double[3], gradient(Var.constant(0).pow(x).sum(), 1, 2, 3));
  }

  @Test
  void greaterLessAndEqual_anywhere_haveNoGradient() {
    Var zero = Var.constant(0);
    for (Var y : List.of(x.greater(zero), x.less(zero), x.equal(zero), x.atLeast(zero))) {
      assertArrayEquals(new double[3], gradient(y.sum(), -1, 0, 1));
    }
  }

  @Test
  void logSumExp_shareBelow1e30_hasNoGradient() {
    double[] gradient = gradient(x.logSumExp(), 0, -68, -70);
    assertEquals(Math.exp(-68), gradient[1], 1e-40);
    assertEquals(0, gradient[2]);
    assertTrue(Double.isNaN(gradient(x.logSumExp(), 0, Double.NaN, -70)[0]));
    assertTrue(Double.isNaN(gradient(x.logSumExp(), 0, Double.NaN, -70)[1]));
  }

  @Test
  void logSumExp_noMass_hasNoGradientAndIsNotNaN() {
    double none = Double.NEGATIVE_INFINITY;
    assertArrayEquals(new double[3], gradient(x.logSumExp(), none, none, none));
    assertArrayEquals(new double[] {1, 0, 0}, gradient(x.logSumExp(), 3, none, none));
  }

  @Test
  void extremes_saturatedFunctions_haveFiniteGradients() {
    double[] at = {-1e4, 0, 1e4};
    assertArrayEquals(new double[] {0, 0.5, 1}, gradient(x.softplus().sum(), at));
    assertArrayEquals(new double[] {0, 0.25, 0}, gradient(x.sigmoid().sum(), at));
    assertArrayEquals(new double[] {0, 1, 0}, gradient(x.tanh().sum(), at));
    assertArrayEquals(new double[] {0, 0, 1}, gradient(x.logSumExp(), at));
  }

  // ---------------------------------------------------------------- ops of a user's own

  @Test
  void of_pullBackWithTooFewCotangents_isRefused() {
    Var y = Var.of(own((g, r, o) -> List.of(g)), x, x);
    assertEquals(
        "pull-back of own: must give a cotangent for each of 2 operands; got 1 (at %s)"
            .formatted(y.origin()),
        refusal(y));
  }

  @Test
  void of_cotangentOfAnotherShape_isRefused() {
    Var y = Var.of(own((g, r, o) -> List.of(g.slice(0, 0, 2), g)), x, x);
    assertEquals(
        "pull-back of own: a cotangent must broadcast with its operand of shape [3]; got [2] (at %s)"
            .formatted(y.origin()),
        refusal(y));
  }

  @Test
  void of_cotangentSmallerThanItsOperand_isRepeated() {
    Var y = Var.of(own((g, r, o) -> Arrays.asList(Var.constant(2), null)), x, x);
    assertArrayEquals(new double[] {2, 2, 2}, gradient(y.sum(), 1, 2, 3));
  }

  private String refusal(Var y) {
    return assertThrows(IllegalArgumentException.class, () -> Gradients.of(y.sum(), List.of(x)))
        .getMessage();
  }

  private static Op own(Op.PullBack pullBack) {
    return new Op(
        "own", Op.Kind.OTHER, List.of(), s -> s.get(0), (v, s, out) -> v.get(0), pullBack);
  }

  private double[] gradient(Var loss, double... at) {
    Var gradient = Gradients.of(loss, List.of(x)).get(0);
    assertTrue(gradient.shape().equals(x.shape()));
    return evaluate(gradient, Map.of("x", Tensor.of(Shape.of(3), at))).toDoubleArray();
  }

  /** The value, feeding what the expression takes. */
  private static Tensor evaluate(Var var, Map<String, Tensor> feeds) {
    Map<String, Tensor> taken = new java.util.HashMap<>(feeds);
    List<Object> inputs =
        Graph.of(Map.of("y", var)).nodes().stream()
            .filter(node -> node.op().is(Ops.INPUT))
            .map(node -> node.op().attributes().get(0))
            .toList();
    taken.keySet().retainAll(inputs);
    return Engine.evaluate(var, taken);
  }

  @Test
  void gradient_ofAParameterAskedForTwice_countsBothPlaces() {
    Parameter p = new Parameter("p", Tensor.of(Shape.of(2), 3.0, 4.0));
    Var loss = p.var().times(p.var()).sum();
    Var slope = Gradients.of(loss, List.of(p.var())).get(0);
    assertArrayEquals(new double[] {6, 8}, Engine.evaluate(slope).toDoubleArray());
  }

  @Test
  void gradient_ofAnInputAskedForTwice_countsBothPlaces() {
    Var loss = Var.input("x").times(Var.input("x"));
    Var slope = Gradients.of(loss, List.of(Var.input("x"))).get(0);
    assertEquals(Tensor.scalar(6), Engine.evaluate(slope, Map.of("x", Tensor.scalar(3))));
  }
}
