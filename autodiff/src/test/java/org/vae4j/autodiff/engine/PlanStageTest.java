package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** What a plan says of itself: its stages, what they cost, how long they take. */
class PlanStageTest {
  private static final int B = 16;
  private static final int X = 48;
  private static final int H = 32;

  /** An op of a user's own, without a kernel anywhere: the cube. */
  private static final Op CUBE =
      new Op(
          "cube",
          Op.Kind.ELEMENTWISE,
          List.of(),
          shapes -> shapes.get(0),
          (values, shapes, out) -> Arrays.stream(values.get(0)).map(v -> v * v * v).toArray(),
          (g, y, x) -> List.of(g.times(x.get(0).square()).times(3)));

  /** A layer, noise on it and a loss; a part of it hangs on the parameters alone. */
  private static final class Model implements AutoCloseable {
    final Parameter weight = new Parameter("weight", values(1, X, H));
    final Parameter shift = new Parameter("shift", values(2, H));
    final ParameterVector vector;
    final Graph graph;

    Model(Engine engine) {
      vector = ParameterVector.pack("model", List.of(weight, shift), engine.dtype());
      Var prior = Var.of(CUBE, Var.of(shift).tanh());
      Var x = Var.input("x", Shape.of(B, X));
      Var layer = x.matmul(Var.of(weight)).plus(Var.of(shift)).tanh();
      Var noise = Var.noise("noise", NoiseKind.NORMAL, Shape.of(B, H));
      Map<String, Var> outputs = new LinkedHashMap<>();
      outputs.put("loss", layer.plus(noise).minus(prior).square().mean());
      graph = Graph.of(outputs).differentiate("loss", vector);
    }

    @Override
    public void close() {
      vector.close();
    }
  }

  private static Tensor values(long seed, int... dims) {
    Shape shape = Shape.of(dims);
    return Tensor.of(shape, new Random(seed).doubles(shape.size(), -0.5, 0.5).toArray());
  }

  private static void feed(Plan plan) {
    plan.feed("x", values(3, B, X).toDoubleArray());
    plan.draw(Draw.of(1, "test", 0, B));
  }

  private static long flops(Plan plan, PlanStage.Kind kind) {
    return plan.stages().stream()
        .filter(stage -> stage.kind() == kind)
        .mapToLong(stage -> stage.cost().flops())
        .sum();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"CPU", "ND4J", "REFERENCE"})
  void stages_products_haveTheFlopsOfTheirShapes(Backend backend) {
    try (Engine engine = Engine.open(backend, 2);
        Model model = new Model(engine);
        Plan plan = engine.plan(model.graph)) {
      assertEquals(2 * 2L * B * X * H, flops(plan, PlanStage.Kind.PRODUCT), "x W and x^T g");
      PlanStage noise =
          plan.stages().stream()
              .filter(stage -> stage.kind() == PlanStage.Kind.NOISE)
              .findFirst()
              .orElseThrow();
      assertEquals((long) B * H * engine.dtype().bytes(), noise.cost().bytes());
      assertTrue(plan.arenaBytes() >= (long) B * (X + H) * engine.dtype().bytes());
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"CPU", "ND4J", "REFERENCE"})
  void run_timed_givesTheSameBitsAndTheTimeOfEachStage(Backend backend) {
    try (Engine engine = Engine.open(backend, 2);
        Model model = new Model(engine);
        Plan plain = engine.plan(model.graph);
        Plan timed = engine.plan(model.graph)) {
      feed(plain);
      feed(timed);
      plain.run();
      double[] gradients = new double[model.vector.length()];
      model.vector.gradients().get(0, gradients, 0, gradients.length);
      long[] nanos = new long[timed.stages().size()];
      timed.run(nanos);
      assertEquals(plain.scalar("loss"), timed.scalar("loss"));
      double[] again = new double[gradients.length];
      model.vector.gradients().get(0, again, 0, again.length);
      assertArrayEquals(gradients, again);
      assertTrue(LongStream.of(nanos).allMatch(time -> time > 0), () -> Arrays.toString(nanos));
    }
  }

  @Test
  void run_tooFewPlaces_isRefused() {
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Model model = new Model(engine);
        Plan plan = engine.plan(model.graph)) {
      feed(plan);
      String message =
          assertThrows(IllegalArgumentException.class, () -> plan.run(new long[1])).getMessage();
      assertTrue(message.startsWith("run: nanos must have a place for each of "), message);
    }
  }

  /** Fusing saves memory traffic and no operation, but for those made again where they are used. */
  @Test
  void stages_fused_moveFewerBytesThanNodesOneByOne() {
    try (Engine cpu = Engine.open(Backend.CPU, 1);
        Engine nd4j = Engine.open(Backend.ND4J, 1);
        Model model = new Model(cpu);
        Plan fused = cpu.plan(model.graph);
        Plan single = nd4j.plan(model.graph)) {
      assertTrue(fused.stages().size() < single.stages().size() / 2);
      assertTrue(bytes(fused) < bytes(single) / 2, bytes(fused) + " of " + bytes(single));
    }
  }

  private static long bytes(Plan plan) {
    return plan.stages().stream().mapToLong(stage -> stage.cost().bytes()).sum();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"CPU", "REFERENCE"})
  void arenaBytes_beforeThereIsAPlan_isWhatThePlanTakes(Backend backend) {
    try (Engine engine = Engine.open(backend, 1);
        Model model = new Model(engine)) {
      long known = engine.arenaBytes(model.graph);
      try (Plan plan = engine.plan(model.graph)) {
        assertEquals(known, plan.arenaBytes());
      }
    }
  }

  @Test
  void stages_prologue_isWhatHangsOnParametersAlone() {
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Model model = new Model(engine);
        Plan plan = engine.plan(Graph.of(Map.of("loss", model.graph.output("loss"))))) {
      feed(plan);
      long[] first = new long[plan.stages().size()];
      plan.run(first);
      long[] second = new long[first.length];
      plan.run(second);
      boolean[] prologue = new boolean[first.length];
      for (int i = 0; i < first.length; i++) {
        prologue[i] = plan.stages().get(i).prologue();
        assertTrue(first[i] > 0);
        assertEquals(prologue[i], second[i] == 0, "a prologue runs when parameters have changed");
      }
      assertTrue(prologue[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"CPU", "ND4J"})
  void stages_opOfAUsersOwn_runsItsRuleOnTheHostAndIsListed(Backend backend) {
    Var x = Var.input("x", Shape.of(3));
    try (Engine engine = Engine.open(backend, 2);
        Plan plan = engine.plan(Graph.of(Map.of("y", Var.of(CUBE, x).plus(1))))) {
      plan.feed("x", new double[] {1, 2, -3});
      plan.run();
      assertArrayEquals(new double[] {2, 9, -26}, plan.read("y").toDoubleArray());
      List<PlanStage> host =
          plan.stages().stream().filter(s -> s.kind() == PlanStage.Kind.HOST).toList();
      assertEquals(List.of("cube"), host.stream().map(s -> s.nodes().get(0).op().name()).toList());
      assertTrue(host.get(0).nodes().get(0).origin().startsWith("PlanStageTest.java:"));
    }
  }

  @Test
  void origin_gradientAndFusedNodes_areOfTheLineTheyComeFrom() {
    Parameter parameter = new Parameter("w", Tensor.scalar(2));
    try (Engine engine = Engine.open(Backend.CPU, 1);
        ParameterVector vector =
            ParameterVector.pack("model", List.of(parameter), engine.dtype())) {
      int line = new Throwable().getStackTrace()[0].getLineNumber();
      Var square = Var.of(parameter).silu();
      Graph graph = Graph.of(Map.of("loss", square.exp())).differentiate("loss", vector);
      String origin = "PlanStageTest.java:" + (line + 1);
      assertEquals(origin, graph.gradients().get(parameter).origin());
      try (Plan plan = engine.plan(graph)) {
        List<String> origins =
            plan.stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .filter(node -> node.op().is("sigmoid"))
                .map(Var::origin)
                .distinct()
                .toList();
        assertEquals(List.of(origin), origins);
      }
    }
  }
}
