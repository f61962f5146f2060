package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.OpCases;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.nd4j.Nd4jPlan;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** Every op, and graphs of many, on each float32 back end against the float64 reference. */
class BackendParityTest extends Float32Backends {
  Stream<Arguments> rowsOnBackends() {
    return engines.keySet().stream()
        .flatMap(backend -> OpCases.rows().stream().map(row -> Arguments.of(row, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("rowsOnBackends")
  void run_everyCaseOfEveryOp_agreesWithTheReference(OpCases.Row row, Backend backend) {
    for (OpCases.Case c : row.cases()) {
      Parity.assertAgrees(engines.get(backend), c.op(), c.rounded(), "" + c);
    }
  }

  @ParameterizedTest(name = "wide arrays on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_moreElementsThanATile_agreesWithTheReference(Backend backend) {
    Map<String, Op> ops = new LinkedHashMap<>();
    OpCases.rows().forEach(row -> ops.put(row.name(), row.cases().get(0).op()));
    Random random = new Random(11);
    for (String name : Extremes.ONE_OPERAND) {
      boolean positive = Set.of("sqrt", "log", "log1p", "log1pmx").contains(name);
      float[] x = new float[20_011];
      for (int i = 0; i < x.length; i++) {
        double size = Math.exp(random.nextDouble() * 25 - 20);
        x[i] = (float) (positive || random.nextBoolean() ? size : -size);
      }
      Parity.assertAgrees(
          engines.get(backend), ops.get(name), List.of(Tensor.of(Shape.of(x.length), x)), name);
    }
  }

  @ParameterizedTest(name = "arrays without elements on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_noElements_agreesWithTheReference(Backend backend) {
    Var x = Var.input("x", Shape.of(0, 3));
    Var w = Var.input("w", Shape.of(3, 2));
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("same", x.exp().plus(1));
    outputs.put("sum", x.sum(0));
    outputs.put("most", x.max(0));
    outputs.put("mass", x.logSumExp(0));
    outputs.put("product", x.matmul(w));
    outputs.put("inner", x.matmul(x.tanh(), true, false));
    outputs.put("joined", Var.concat(0, List.of(x, w.transpose())));
    Map<String, double[]> feeds = Map.of("x", new double[0], "w", new double[] {1, 2, 3, 4, 5, 6});
    Graph graph = Graph.of(outputs);
    try (Plan reference = new ReferencePlan(graph);
        Plan plan = engines.get(backend).plan(graph)) {
      Parity.run(reference, feeds);
      Parity.run(plan, feeds);
      for (String name : outputs.keySet()) {
        Tensor expected = reference.read(name);
        assertEquals(expected.as(plan.dtype()), plan.read(name), name);
      }
    }
  }

  @ParameterizedTest(name = "a model on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_compositeGraph_agreesInValuesAndGradients(Backend backend) {
    Composite model = new Composite(new Random(3));
    try (Engine reference = Engine.open(Backend.REFERENCE)) {
      assertClose(model.run(reference), model.run(engines.get(backend)));
    }
  }

  Stream<Arguments> randomGraphsOnBackends() {
    return engines.keySet().stream()
        .flatMap(backend -> IntStream.range(0, 60).mapToObj(seed -> Arguments.of(seed, backend)));
  }

  @ParameterizedTest(name = "random graph {0} on {1}")
  @MethodSource("randomGraphsOnBackends")
  void run_randomGraphThenOtherParameters_agreesInValuesAndGradients(int seed, Backend backend) {
    double[][] expected;
    double[][] actual;
    try (Engine reference = Engine.open(Backend.REFERENCE)) {
      expected = twice(reference, new RandomGraph(seed, 30));
    }
    actual = twice(engines.get(backend), new RandomGraph(seed, 30));
    assertClose(expected, actual);
  }

  /**
   * All outputs and gradients, then again with other parameters and the inputs left as they are.
   */
  private static double[][] twice(Engine engine, RandomGraph random) {
    try (ParameterVector vector = ParameterVector.pack("all", random.parameters, engine.dtype());
        Plan plan = engine.plan(Graph.of(random.outputs).differentiate("loss", vector));
        Plan forward = engine.plan(Graph.of(random.outputs))) {
      List<double[]> all = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (Plan p : List.of(plan, forward)) {
          if (round == 0) {
            random.inputs.forEach(
                (name, values) -> {
                  if (p.takes(name)) {
                    p.feed(name, values);
                  }
                });
            p.draw(Draw.of(1, "train", 2, 5));
          }
          p.run();
          p.run();
          random.outputs.keySet().forEach(name -> all.add(p.read(name).toDoubleArray()));
        }
        double[] gradients = new double[vector.length()];
        vector.gradients().get(0, gradients, 0, gradients.length);
        all.add(gradients);
        random.moveParameters();
      }
      return all.toArray(double[][]::new);
    }
  }

  private static void assertClose(double[][] expected, double[][] actual) {
    for (int part = 0; part < expected.length; part++) {
      double scale = DoubleStream.of(expected[part]).map(Math::abs).max().orElse(1);
      for (int i = 0; i < expected[part].length; i++) {
        String at = "part " + part + " [" + i + "]";
        assertEquals(expected[part][i], actual[part][i], 2e-5 * Math.max(scale, 0.01), at);
      }
    }
  }

  @ParameterizedTest(name = "noise on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_noise_isTheReferencesBitForBit(Backend backend) {
    for (NoiseKind kind : NoiseKind.values()) {
      Graph graph = Graph.of(Map.of("e", Var.noise("e", kind, Shape.of(5, 37))));
      try (Plan reference = new ReferencePlan(graph);
          Plan plan = engines.get(backend).plan(graph)) {
        for (Plan p : List.of(reference, plan)) {
          p.draw(Draw.of(3, "train", 12, 5));
          p.run();
        }
        assertEquals(reference.read("e").as(plan.dtype()), plan.read("e"), "" + kind);
      }
    }
  }

  @Test
  void plan_eachBackend_isRunByThatEngine() {
    Var x = Var.input("x", Shape.of(3));
    Graph graph = Graph.of(Map.of("y", x.tanh().exp()));
    Map<Backend, Class<?>> plans =
        Map.of(
            Backend.CPU, CpuPlan.class,
            Backend.ND4J, Nd4jPlan.class,
            Backend.REFERENCE, ReferencePlan.class);
    plans.forEach(
        (backend, type) -> {
          try (Engine engine = Engine.open(backend, 1);
              Plan plan = engine.plan(graph)) {
            assertEquals(type, plan.getClass());
            assertEquals(engine.dtype(), plan.dtype());
            assertEquals(backend, engine.backend());
          }
        });
  }
}
