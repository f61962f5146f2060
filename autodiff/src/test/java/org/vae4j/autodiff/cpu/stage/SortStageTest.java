package org.vae4j.autodiff.cpu.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Loops;
import org.vae4j.core.backend.WorkerTeam;

final class SortStageTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final Shape SHAPE = Shape.of(2, 9);

  /** The second row has equal keys, which keep their order. */
  private static final double[] KEYS = {
    3, -INF, 0.0, Double.NaN, -0.0, -1e-45, INF, 1e38, -2, 1, 1, 0, 1, 0, 0, 1, 0, 1
  };

  @Test
  void rows_areThoseOfTheValueRuleAtEveryKindOfKey() {
    double[] x = new double[SHAPE.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    Var values = Var.input("x", SHAPE);
    Var keys = Var.input("keys", SHAPE);
    Graph graph =
        Graph.of(Map.of("sorted", values.sortBy(keys), "unsorted", values.unsortBy(keys)));
    try (WorkerTeam team = new WorkerTeam(2);
        CpuPlan plan = new CpuPlan(graph, team)) {
      plan.feed("x", x);
      plan.feed("keys", KEYS);
      plan.run();
      assertEquals(Set.of(), plan.onHost());
      assertArrayEquals(Loops.sortBy(x, KEYS, SHAPE), plan.read("sorted").toDoubleArray());
      assertArrayEquals(Loops.unsortBy(x, KEYS, SHAPE), plan.read("unsorted").toDoubleArray());
    }
  }
}
