package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** The branch that a where does not take: neither gradient nor NaN comes out of it. */
class WhereTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final Var ZERO = Var.constant(0);

  /** A function that is not finite at a point, or whose derivative is not. */
  private record Trap(String name, double at, UnaryOperator<Var> function) {
    @Override
    public String toString() {
      return name + " at " + at;
    }
  }

  private static final Op OWN =
      new Op(
          "own-log",
          Op.Kind.ELEMENTWISE,
          List.of(),
          s -> s.get(0),
          (v, s, out) -> Arrays.stream(v.get(0)).map(Math::log).toArray(),
          (g, y, x) -> List.of(g.over(x.get(0))));

  static List<Trap> traps() {
    return List.of(
        new Trap("log", 0, Var::log),
        new Trap("log", -1, Var::log),
        new Trap("sqrt", 0, Var::sqrt),
        new Trap("reciprocal", 0, Var::reciprocal),
        new Trap("quotient", 0, x -> Var.constant(1).over(x)),
        new Trap("power", 0, x -> x.pow(-1.5)),
        new Trap("exp", 1e4, Var::exp),
        new Trap("log1p", -1, Var::log1p),
        new Trap("lgamma", -1, Var::lgamma),
        new Trap("a user's op", 0, x -> Var.of(OWN, x)),
        new Trap("a chain", 0, x -> x.log().times(3).plus(2).square().negate()),
        new Trap("a product of infinities", 0, x -> x.log().times(x.reciprocal())),
        new Trap("a log of a log", 1, x -> x.log().log()),
        new Trap("a view between", 0, x -> x.reshape(1, 3).log().reshape(3)),
        new Trap("a cut and a join", 0, x -> x.slice(0, 0, 3).log()),
        new Trap("a where within", 0, x -> x.greater(ZERO).where(x.log(), x.reciprocal())),
        new Trap("an infinite input", INF, x -> x.minus(x.times(0.5)).sin()),
        new Trap("NaN", Double.NaN, x -> x.square().exp()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traps")
  void gradient_branchNotTaken_isZeroAndTheRestIsItself(Trap trap) {
    Tensor at = Tensor.of(Shape.of(3), trap.at, 2.0, 3.0);
    Var x = Var.input("x", Shape.of(3));
    Var keep = Var.constant(Tensor.of(Shape.of(3), 0.0, 1.0, -1.0));
    Var drop = Var.constant(Tensor.of(Shape.of(3), 1.0, 0.0, 0.0));
    for (Var y :
        List.of(
            keep.where(trap.function.apply(x), ZERO), drop.where(ZERO, trap.function.apply(x)))) {
      double[] first = first(y, x, at);
      double[] second = second(y, x, at);
      Tensor elsewhere = Tensor.of(Shape.of(3), 2.5, 2.0, 3.0);
      double[] plain = first(trap.function.apply(x), x, elsewhere);
      double[] plainSecond = second(trap.function.apply(x), x, elsewhere);
      assertEquals(0, first[0]);
      assertEquals(0, second[0]);
      for (int i = 1; i < 3; i++) {
        assertEquals(plain[i], first[i], "where taken");
        assertEquals(plainSecond[i], second[i], "where taken");
      }
    }
  }

  private static double[] first(Var y, Var x, Tensor at) {
    return value(Gradients.of(y.sum(), List.of(x)).get(0), at);
  }

  private static double[] second(Var y, Var x, Tensor at) {
    Var slope = Gradients.of(y.sum(), List.of(x)).get(0);
    return value(Gradients.of(slope.sum(), List.of(x)).get(0), at);
  }

  private static double[] value(Var y, Tensor at) {
    boolean takes =
        Graph.of(Map.of("y", y)).nodes().stream().anyMatch(node -> node.op().is(Ops.INPUT));
    return Engine.evaluate(y, takes ? Map.of("x", at) : Map.of()).toDoubleArray();
  }

  @Test
  void gradient_bothSidesOfTheSwitch_areThoseOfTheBranches() {
    Var x = Var.input("x", Shape.of(3));
    Var y = x.greater(ZERO).where(x.log(), x.times(5));
    assertArrayEquals(
        new double[] {5, 5, 1e6}, first(y, x, Tensor.of(Shape.of(3), -1e-6, 0.0, 1e-6)), 1e-9);
  }

  @Test
  void gradient_operandOutsideTheWhere_stillGetsItsOwn() {
    Var x = Var.input("x", Shape.of(3));
    Var logs = x.greater(ZERO).where(x.log(), ZERO).plus(x.times(7));
    Tensor at = Tensor.of(Shape.of(3), 0.0, 1.0, 2.0);
    assertArrayEquals(new double[] {7, 8, 7.5}, first(logs, x, at));
    Var shared = x.log();
    Var infinite = x.greater(ZERO).where(shared, ZERO).plus(shared);
    assertEquals(INF, first(infinite, x, at)[0], "the other use is not guarded");
  }

  @Test
  void gradient_sumsAndProductsOfRowsNotTaken_areFinite() {
    Var x = Var.input("x", Shape.of(2, 3));
    Var w = Var.input("w", Shape.of(3, 2));
    Tensor rows = Tensor.of(Shape.of(2, 3), 1.0, 2.0, 3.0, Double.NaN, INF, -1.0);
    Tensor weights = Tensor.of(Shape.of(3, 2), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    Var taken = Var.constant(Tensor.of(Shape.of(2, 1), 1.0, 0.0));
    Map<String, Var> losses = new LinkedHashMap<>();
    losses.put("product", taken.where(x.matmul(w), ZERO));
    losses.put("turned", taken.where(w.matmul(x, true, true).transpose(), ZERO));
    losses.put("log-sum-exp", taken.where(x.logSumExp(1).reshape(2, 1), ZERO));
    losses.put("softmax", taken.where(x.softmax(1).square(), ZERO));
    losses.put("sum", taken.where(x.log().sum(1).reshape(2, 1), ZERO));
    losses.put("maximum", taken.where(x.max(1).reshape(2, 1), ZERO));
    losses.forEach(
        (name, y) -> {
          for (Var leaf : List.of(x, w)) {
            double[] of = both(Gradients.of(y.sum(), List.of(leaf)).get(0), rows, weights);
            for (double element : of) {
              assertTrue(Double.isFinite(element), () -> name + " by " + leaf.op());
            }
            if (leaf == x) {
              assertArrayEquals(new double[3], Arrays.copyOfRange(of, 3, 6), name);
            }
          }
        });
  }

  private static double[] both(Var y, Tensor x, Tensor w) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("y", y)))) {
      Map.of("x", x, "w", w)
          .forEach(
              (name, value) -> {
                if (plan.takes(name)) {
                  plan.feed(name, value.toDoubleArray());
                }
              });
      plan.run();
      return plan.read("y").toDoubleArray();
    }
  }

  @Test
  void graph_bothBranchesOfOneOperand_haveNoMaskBelow() {
    Var x = Var.input("x", Shape.of(3));
    Var shallow = x.tanh();
    Var deep = x.exp().sin().tanh();
    assertEquals(choices(x, shallow, shallow), choices(x, deep, deep));
    assertTrue(choices(x, shallow, ZERO) < choices(x, deep, ZERO));
  }

  private static long choices(Var x, Var a, Var b) {
    Var y = x.greater(ZERO).where(a.times(2), b.times(3));
    Var gradient = Gradients.of(y.sum(), List.of(x)).get(0);
    return Graph.of(Map.of("y", gradient)).nodes().stream()
        .filter(node -> node.op().is("where"))
        .count();
  }

  @ParameterizedTest(name = "on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J", "REFERENCE"})
  void run_branchNotTaken_isFiniteOnEachBackEnd(Backend backend) {
    Var x = Var.input("x", Shape.of(4));
    Var y = x.greater(ZERO).where(x.log().plus(x.sqrt()), ZERO);
    Map<String, Var> outputs = Map.of("y", y.sum(), "g", Gradients.of(y.sum(), List.of(x)).get(0));
    try (Engine engine = Engine.open(backend, 1);
        Plan plan = engine.plan(Graph.of(outputs))) {
      plan.feed("x", new double[] {0, -1, 1, 4});
      plan.run();
      assertArrayEquals(new double[] {0, 0, 1.5, 0.5}, plan.read("g").toDoubleArray(), 1e-6);
    }
  }
}
