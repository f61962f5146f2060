package org.vae4j.autodiff.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

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
    assertEquals(Shape.of(2, 3, 2, 4), draft.order().get(0).space);
    Draft apart = new Draft(Graph.of(Map.of("down", down)));
    assertEquals(2, apart.order().size(), "neither of 3 x 16 and 2 x 3 x 2 x 4 is the finer one");
  }

  private static long count(Graph graph, String op) {
    return graph.nodes().stream().filter(node -> node.op().is(op)).count();
  }
}
