package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.OpCases;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.nd4j.Nd4jPlan;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.WorkerTeam;

/** Which ops each back end runs by their float64 value rule: those named here, and no other. */
class KernelCoverageTest {
  /** Rows that ND4J has no exact kernel for: they run by their float64 value rule. */
  private static final Set<String> BY_VALUE_RULE =
      Set.of(
          "special",
          "cholesky",
          "cholesky1p",
          "sort-by",
          "unsort-by",
          "nuclear-norm",
          "polar",
          "lyapunov");

  /** Rows that cpu has no kernel for. */
  private static final Set<String> BY_VALUE_RULE_ON_CPU =
      Set.of("nuclear-norm", "polar", "lyapunov");

  @Test
  void plan_nd4j_hasAKernelForEveryOpButThoseNamed() {
    for (OpCases.Row row : OpCases.rows()) {
      for (OpCases.Case c : row.cases()) {
        try (Nd4jPlan plan = new Nd4jPlan(graph(c))) {
          boolean host = BY_VALUE_RULE.contains(row.name());
          assertEquals(host ? Set.of(row.name()) : Set.of(), plan.onHost(), c::toString);
          assertEquals("CpuBackend", plan.device());
        }
      }
    }
  }

  @Test
  void plan_cpu_hasAKernelForEveryOpButThoseNamed() {
    try (WorkerTeam team = new WorkerTeam(1)) {
      for (OpCases.Row row : OpCases.rows()) {
        for (OpCases.Case c : row.cases()) {
          try (CpuPlan plan = new CpuPlan(graph(c), team)) {
            boolean host = BY_VALUE_RULE_ON_CPU.contains(row.name());
            assertEquals(host ? Set.of(row.name()) : Set.of(), plan.onHost(), c::toString);
          }
        }
      }
    }
  }

  @Test
  void plan_opOfAUsersOwn_isListedAsOnHost() {
    Op own =
        new Op(
            "own",
            Op.Kind.ELEMENTWISE,
            List.of(),
            s -> s.get(0),
            (v, s, out) -> v.get(0).clone(),
            (g, y, x) -> List.of(g));
    Var x = Var.input("x", Shape.of(2));
    Graph graph = Graph.of(Map.of("y", Var.of(own, x.exp()).tanh()));
    try (WorkerTeam team = new WorkerTeam(1);
        CpuPlan cpu = new CpuPlan(graph, team);
        Nd4jPlan nd4j = new Nd4jPlan(graph)) {
      assertEquals(Set.of("own"), cpu.onHost());
      assertEquals(Set.of("own"), nd4j.onHost());
    }
  }

  private static Graph graph(OpCases.Case c) {
    Var[] inputs = new Var[c.operands().size()];
    Arrays.setAll(inputs, i -> Var.input("x" + i, c.shapes().get(i)));
    return Graph.of(Map.of("y", Var.of(c.op(), inputs)));
  }
}
