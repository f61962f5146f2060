package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.nd4j.Nd4jPlan;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** One op on one engine, held against the float64 reference. */
final class Parity {
  private Parity() {}

  static void assertAgrees(Engine engine, Op op, List<Tensor> operands, String what) {
    Graph graph = graph(op, operands);
    double[] expected = values(new ReferencePlan(graph), operands);
    double[] flushed =
        values(new ReferencePlan(graph), operands.stream().map(Parity::flushed).toList());
    double[] actual = values(planned(engine, graph), operands);
    double[] bound = ErrorBound.of(op, operands, expected);
    for (int i = 0; i < expected.length; i++) {
      if (!within(flushed[i], actual[i], bound[i])) {
        String at = what + " [" + i + "] " + at(operands, i);
        assertTrue(
            within(expected[i], actual[i], bound[i]),
            at + ": expected " + expected[i] + " within " + bound[i] + ", got " + actual[i]);
      }
    }
  }

  /** A plan of which it is certain who runs it: not the reference under another name. */
  static Plan planned(Engine engine, Graph graph) {
    Plan plan = engine.plan(graph);
    assertEquals(engine.backend() == Backend.CPU ? CpuPlan.class : Nd4jPlan.class, plan.getClass());
    assertEquals(DType.FLOAT32, plan.dtype());
    return plan;
  }

  static double[] values(Plan plan, List<Tensor> operands) {
    try (plan) {
      Map<String, double[]> feeds = new LinkedHashMap<>();
      for (int i = 0; i < operands.size(); i++) {
        feeds.put("x" + i, operands.get(i).toDoubleArray());
      }
      run(plan, feeds);
      return plan.read("y").toDoubleArray();
    }
  }

  /** Subnormal numbers as zeros, as which a back end may take them. */
  private static Tensor flushed(Tensor x) {
    double[] elements = x.toDoubleArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] =
          Math.abs(elements[i]) < Float.MIN_NORMAL ? Math.copySign(0, elements[i]) : elements[i];
    }
    return Tensor.of(x.shape(), elements);
  }

  private static String at(List<Tensor> operands, int i) {
    return operands.size() == 1 && operands.get(0).shape().size() > i
        ? "at " + operands.get(0).toDoubleArray()[i]
        : "";
  }

  /** Equal as float32, or within the bound; NaN is NaN. */
  private static boolean within(double expected, double actual, double bound) {
    boolean same = Double.compare((float) expected + 0.0, actual + 0.0) == 0;
    return same || Math.abs(expected - actual) <= bound;
  }

  static Graph graph(Op op, List<Tensor> operands) {
    Var[] inputs = new Var[operands.size()];
    Arrays.setAll(inputs, i -> Var.input("x" + i, operands.get(i).shape()));
    return Graph.of(Map.of("y", Var.of(op, inputs)));
  }

  static void run(Plan plan, Map<String, double[]> feeds) {
    feeds.forEach(
        (name, values) -> {
          if (plan.takes(name)) {
            plan.feed(name, values);
          }
        });
    plan.run();
  }
}
