package org.vae4j.autodiff.cpu.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

final class FactorStageTest {
  private static final Shape SHAPE = Shape.of(11, 6, 6);

  /** Definite matrices, and among them one that has no factor. */
  private static Tensor matrices() {
    double[] elements = new Random(1).doubles(SHAPE.size(), -1, 1).toArray();
    Tensor any = Tensor.of(SHAPE, elements);
    double[] definite = any.matmul(any, false, true).toDoubleArray();
    definite[5 * 36] = -1;
    return Tensor.of(SHAPE, Tensor.of(SHAPE, definite).toFloatArray());
  }

  @Test
  void factors_areThoseOfTheValueRule_forOneTwoAndFourWorkers() {
    Tensor x = matrices();
    Var input = Var.input("x", SHAPE);
    Graph graph =
        Graph.of(Map.of("factor", input.cholesky(), "above-identity", input.cholesky1p()));
    for (int workers : new int[] {1, 2, 4}) {
      try (WorkerTeam team = new WorkerTeam(workers);
          CpuPlan plan = new CpuPlan(graph, team)) {
        plan.feed("x", x.toDoubleArray());
        plan.run();
        plan.run();
        assertEquals(Set.of(), plan.onHost());
        Tensor factor = plan.read("factor");
        assertArrayEquals(x.cholesky().toFloatArray(), factor.toFloatArray());
        assertArrayEquals(
            x.cholesky1p().toFloatArray(), plan.read("above-identity").toFloatArray());
        assertEquals(Double.NaN, factor.at(5, 3, 3));
        assertEquals(0, factor.at(6, 0, 1), "the matrix after one without a factor has its own");
      }
    }
  }
}
