package org.vae4j.autodiff.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Cost;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** What is left of a graph when it is written in ops that tile programs and products know. */
class LoweringTest {
  @Test
  void lower_softmaxAndItsGradient_shareTheExponentials() {
    Var x = Var.input("x", Shape.of(2, 6));
    Var y = x.softmax(1);
    Var gradient = Gradients.of(y.square().sum(), List.of(x)).get(0);
    assertEquals(1, count(Lowering.lower(Graph.of(Map.of("y", y, "g", gradient))), "exp"));
  }

  @Test
  void lower_reshapesBetweenElementwiseOps_leaveOneSpace() {
    Var x = Var.input("x", Shape.of(6, 8));
    Var fine = x.plus(Var.input("bias", Shape.of(8))).reshape(2, 3, 2, 4);
    Var scaled = fine.times(Var.input("y", Shape.of(2, 1, 1, 4))).reshape(6, 8).tanh();
    Var down = scaled.reshape(3, 16).square().sum(0);
    Draft draft = new Draft(Graph.of(Map.of("rows", scaled.sum(1), "columns", scaled.sum(0))));
    assertEquals(1, draft.order().size());
    assertEquals(Shape.of(2, 3, 2, 4), draft.order().get(0).space());
    Draft apart = new Draft(Graph.of(Map.of("down", down)));
    assertEquals(2, apart.order().size(), "neither of 3 x 16 and 2 x 3 x 2 x 4 is the finer one");
  }

  @Test
  void lower_productsThatAreAddedUp_areOneOp() {
    Var sum = product("a", 3).plus(product("b", 7)).plus(product("c", 1));
    Graph lowered = Lowering.lower(Graph.of(Map.of("sum", sum.tanh())));
    assertEquals(1, count(lowered, "matmul-sum"));
    assertEquals(0, count(lowered, "matmul") + count(lowered, "plus"));
  }

  @Test
  void lower_productsThatAreReadElsewhere_areAddedUpAfterwards() {
    Var read = product("a", 3);
    Map<String, Var> outputs = Map.of("sum", read.plus(product("b", 3)), "read", read.tanh());
    assertEquals(0, count(Lowering.lower(Graph.of(outputs)), "matmul-sum"));
    Var twice = product("a", 3);
    assertEquals(0, count(Lowering.lower(Graph.of(Map.of("y", twice.plus(twice)))), "matmul-sum"));
  }

  @Test
  void lower_productOfParametersAlone_isNotMadeAnewWithOthers() {
    Parameter weight = new Parameter("w", Tensor.of(Shape.of(4, 5), new double[20]));
    Var alone = weight.var().matmul(weight.var(), true, false);
    Var varying = Var.input("x", Shape.of(5, 3)).matmul(Var.input("y", Shape.of(3, 5)));
    Var first = Var.input("x", Shape.of(5, 3)).transpose().matmul(varying, false, false);
    Var other = Var.input("z", Shape.of(4, 5)).matmul(weight.var(), true, false);
    assertEquals(0, count(Lowering.lower(Graph.of(Map.of("y", alone.plus(other)))), "matmul-sum"));
    Var both = other.plus(Var.input("v", Shape.of(3, 5)).matmul(first, true, false));
    assertEquals(1, count(Lowering.lower(Graph.of(Map.of("y", both))), "matmul-sum"));
  }

  @Test
  void lower_productsThatAreAddedUp_keepValueAndGradients() {
    Graph graph = Graph.of(Map.of("y", product("a", 3).plus(product("b", 7)).square().sum()));
    Graph lowered = Lowering.lower(graph);
    Var x = Var.input("left a", Shape.of(6, 3));
    List<Graph> both =
        Stream.of(graph, lowered)
            .map(g -> g.output("y"))
            .map(y -> Graph.of(Map.of("y", y, "dx", Gradients.of(y, List.of(x)).get(0))))
            .toList();
    List<double[]> values = both.stream().map(LoweringTest::values).toList();
    assertArrayEquals(values.get(0), values.get(1), 1e-12);
    assertEquals(flops(graph), flops(lowered));
  }

  private static Var product(String name, int terms) {
    return Var.input("left " + name, Shape.of(6, terms))
        .matmul(Var.input("right " + name, Shape.of(terms, 5)));
  }

  /** The first output and then the second, on inputs of some values. */
  private static double[] values(Graph graph) {
    try (Plan plan = new ReferencePlan(graph)) {
      Random random = new Random(5);
      for (String side : List.of("left a", "left b", "right a", "right b")) {
        int terms = side.endsWith("a") ? 3 : 7;
        plan.feed(side, random.doubles(terms * (side.startsWith("left") ? 6L : 5L)).toArray());
      }
      plan.run();
      return DoubleStream.concat(
              DoubleStream.of(plan.scalar("y")), DoubleStream.of(plan.read("dx").toDoubleArray()))
          .toArray();
    }
  }

  private static long flops(Graph graph) {
    return graph.nodes().stream().mapToLong(Cost::flops).sum();
  }

  @Test
  void lower_weightsOfManyRows_lieInPanels() {
    Parameter weight = new Parameter("w", Tensor.of(Shape.of(3, 70), new double[210]));
    Var w = weight.var();
    Var x = Var.input("x", Shape.of(64, 3));
    assertEquals(1, count(Lowering.lower(Graph.of(Map.of("y", x.matmul(w.tanh())))), "panels"));
    Var sum = x.matmul(w).plus(x.square().matmul(w.exp()));
    assertEquals(2, count(Lowering.lower(Graph.of(Map.of("y", sum))), "panels"));
    Var few = Var.input("few", Shape.of(63, 3));
    assertEquals(0, count(Lowering.lower(Graph.of(Map.of("y", few.matmul(w)))), "panels"));
    Var other = Var.input("other", Shape.of(3, 70));
    assertEquals(0, count(Lowering.lower(Graph.of(Map.of("y", x.matmul(other)))), "panels"));
    Graph loss = Graph.of(Map.of("y", x.matmul(w).sum()));
    Graph moving = Lowering.lower(loss.differentiate("y", List.of(weight)));
    assertEquals(0, count(moving, "panels"), "weights that a step moves are not copied");
  }

  private static long count(Graph graph, String op) {
    return graph.nodes().stream().filter(node -> node.op().is(op)).count();
  }
}
