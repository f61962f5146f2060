package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vae4j.core.DType;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class GraphTest {
  private final Var x = Var.input("x", Shape.of(2, 3));

  @Test
  void of_codeThatNoOutputNeeds_isLeftOut() {
    Var used = x.exp();
    Var dead = used.tanh().plus(Var.input("unused", Shape.of(2, 3)));
    Graph graph = Graph.of(Map.of("y", used));
    assertEquals(List.of(x, used), graph.nodes());
    assertFalse(graph.nodes().contains(dead));
  }

  @Test
  void of_repeatedExpressions_areOneNode() {
    Var first = x.exp().sum(1);
    Var again = Var.input("x", Shape.of(2, 3)).exp().sum(1);
    Graph graph = Graph.of(Map.of("a", first, "b", again));
    assertNotSame(first, again);
    assertSame(graph.output("a"), graph.output("b"));
    assertEquals(3, graph.nodes().size());
  }

  @Test
  void of_sameOpOtherAttributes_staysApart() {
    Graph graph = Graph.of(Map.of("a", x.sum(0), "b", x.sum(1)));
    assertNotSame(graph.output("a"), graph.output("b"));
  }

  @Test
  void of_equalConstantsAndParameters_areOneLeafEach() {
    Parameter p = new Parameter("p", Tensor.scalar(1));
    Tensor three = Tensor.of(Shape.of(3), 1.0, 2.0, 3.0);
    Tensor same = Tensor.of(Shape.of(3), 1.0, 2.0, 3.0);
    Var a = x.times(Var.constant(2)).plus(Var.constant(three)).times(p.var());
    Var b = x.times(Var.constant(2)).plus(Var.constant(same)).times(p.var());
    Graph graph = Graph.of(Map.of("a", a, "b", b));
    assertSame(graph.output("a"), graph.output("b"));
    Parameter twin = new Parameter("p", Tensor.scalar(1));
    Graph apart = Graph.of(Map.of("a", p.var().exp(), "b", twin.var().exp()));
    assertNotSame(apart.output("a"), apart.output("b"));
  }

  @Test
  void of_noise_isNeverMergedAndUsedAsOneNode() {
    Var e = Var.noise("e", NoiseKind.NORMAL, Shape.of(2, 3));
    Var f = Var.noise("f", NoiseKind.NORMAL, Shape.of(2, 3));
    Graph graph = Graph.of(Map.of("a", x.plus(e), "b", x.plus(f), "c", e.exp()));
    assertNotSame(graph.output("a"), graph.output("b"));
    assertEquals(2, graph.nodes().stream().filter(n -> n.op().is(Ops.NOISE)).count());
  }

  @Test
  void of_twoNoisesOfOneName_isRefused() {
    Var a = Var.noise("e", NoiseKind.NORMAL, Shape.of(2, 3));
    Var b = Var.noise("e", NoiseKind.NORMAL, Shape.of(2, 3));
    assertEquals("noise e: names must be distinct in a graph", refusal(Map.of("y", a.plus(b))));
  }

  @Test
  void of_oneInputOfTwoShapes_isRefused() {
    Var other = Var.input("x", Shape.of(3));
    String message = refusal(Map.of("y", x.plus(other)));
    assertTrue(message.startsWith("input x: must have one shape; got "), message);
    assertTrue(message.contains("[2, 3]") && message.contains("[3]"), message);
  }

  private static String refusal(Map<String, Var> outputs) {
    return assertThrows(IllegalArgumentException.class, () -> Graph.of(outputs)).getMessage();
  }

  @Test
  void nodes_everyGraph_haveOperandsBeforeUsers() {
    Var h = x.exp();
    Parameter p = new Parameter("p", Tensor.zeros(Shape.of(3)));
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT64)) {
      Var loss = h.times(p.var()).logSumExp(1).plus(h.sum(1)).mean();
      Graph graph = Graph.of(Map.of("loss", loss)).differentiate("loss", vector);
      Graph rewritten = graph.rewrite(n -> n.op().is("exp") ? n.times(1.5) : n);
      for (Graph g : List.of(graph, rewritten)) {
        Set<Var> seen = new HashSet<>();
        for (Var node : g.nodes()) {
          assertTrue(seen.containsAll(node.operands()), node::toString);
          seen.add(node);
        }
        assertTrue(seen.containsAll(g.gradients().values()));
      }
    }
  }

  @Test
  void output_unknownName_isRefusedWithTheKnown() {
    Graph graph = Graph.of(Map.of("y", x));
    assertEquals(
        "output must be one of [y]; got z",
        assertThrows(IllegalArgumentException.class, () -> graph.output("z")).getMessage());
  }

  @Test
  void differentiate_vectorOutput_isRefused() {
    Parameter p = new Parameter("p", Tensor.zeros(Shape.of(3)));
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT64)) {
      Graph graph = Graph.of(Map.of("y", x.times(p.var())));
      String message =
          assertThrows(IllegalArgumentException.class, () -> graph.differentiate("y", vector))
              .getMessage();
      assertTrue(
          message.startsWith(
              "gradient: the loss must be a scalar; got shape [2, 3] (at GraphTest.java:"),
          message);
    }
  }

  @Test
  void differentiate_twoVectors_keepsTheGradientsOfBoth() {
    Parameter p = new Parameter("p", Tensor.zeros(Shape.of(3)));
    Parameter q = new Parameter("q", Tensor.zeros(Shape.of(3)));
    try (ParameterVector a = ParameterVector.pack("a", List.of(p), DType.FLOAT64);
        ParameterVector b = ParameterVector.pack("b", List.of(q), DType.FLOAT64)) {
      Var product = p.var().times(q.var());
      Graph graph =
          Graph.of(Map.of("f", product.sum(), "g", product.exp().sum()))
              .differentiate("f", a)
              .differentiate("g", b);
      assertEquals(List.of(p, q), List.copyOf(graph.gradients().keySet()));
      assertEquals(
          1,
          graph.nodes().stream()
              .filter(
                  n ->
                      n.operands().size() == 2
                          && n.operands().stream().allMatch(o -> o.op().is(Ops.PARAMETER)))
              .count());
    }
  }

  @Test
  void rewrite_nodesThatBecomeEqual_areMerged() {
    Graph graph = Graph.of(Map.of("a", x.exp(), "b", x.tanh()));
    Graph rewritten = graph.rewrite(n -> n.op().is("tanh") ? n.operands().get(0).exp() : n);
    assertSame(rewritten.output("a"), rewritten.output("b"));
    assertEquals(
        List.of("input", "exp"),
        rewritten.nodes().stream().map(n -> n.op().name()).collect(Collectors.toList()));
  }

  @Test
  void rewrite_nodeWithNewOperands_keepsItsOrigin() {
    Var y = x.exp().tanh();
    Graph graph = Graph.of(Map.of("y", y));
    Graph rewritten = graph.rewrite(n -> n.op().is("exp") ? n.negate() : n);
    assertEquals(y.origin(), rewritten.output("y").origin());
  }
}
