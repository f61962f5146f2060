package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** What every plan promises, on each back end. */
class PlanTest {
  private static final Var X = Var.input("x", Shape.of(2, 3));
  private static final Var S = Var.input("s");
  private static final Graph SCALED = Graph.of(Map.of("y", X.times(S), "sum", X.times(S).sum()));
  private static final double[] ONES = {1, 1, 1, 1, 1, 1};

  /** Something to be done with a plan. */
  @FunctionalInterface
  private interface Use {
    void of(Plan plan);
  }

  private static void with(Backend backend, Graph graph, Use use) {
    try (Engine engine = Engine.open(backend, 2);
        Plan plan = engine.plan(graph)) {
      use.of(plan);
    }
  }

  private static String refusal(Class<? extends RuntimeException> type, Runnable what) {
    return assertThrows(type, what::run).getMessage();
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_replays_seeWhatWasFedLast(Backend backend) {
    with(
        backend,
        SCALED,
        plan -> {
          plan.feed("x", ONES);
          plan.feed("s", 2);
          plan.run();
          assertEquals(12, plan.scalar("sum"));
          plan.feed("s", 3);
          plan.run();
          plan.run();
          assertEquals(18, plan.scalar("sum"));
          plan.feed("x", new float[] {1, 2, 3, 4, 5, 6});
          plan.run();
          double[] read = new double[6];
          plan.read("y", read);
          assertArrayEquals(new double[] {3, 6, 9, 12, 15, 18}, read);
          Tensor expected = Tensor.of(Shape.of(2, 3), 3f, 6f, 9f, 12f, 15f, 18f);
          assertEquals(expected.as(plan.dtype()), plan.read("y"));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_inputNeverFed_isRefusedByName(Backend backend) {
    with(
        backend,
        SCALED,
        plan -> {
          plan.feed("x", ONES);
          assertTrue(plan.takes("s"));
          assertFalse(plan.takes("t"));
          assertEquals(
              "run: every input must be fed; got none for [s]",
              refusal(IllegalStateException.class, plan::run));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void feed_wrongSizeOrName_isRefused(Backend backend) {
    with(
        backend,
        SCALED,
        plan -> {
          String size = "input x: must have 6 elements for shape [2, 3]; got ";
          Class<IllegalArgumentException> type = IllegalArgumentException.class;
          assertEquals(size + 5, refusal(type, () -> plan.feed("x", new double[5])));
          assertEquals(size + 7, refusal(type, () -> plan.feed("x", new float[7])));
          assertEquals(size + 1, refusal(type, () -> plan.feed("x", 1)));
          String name = refusal(type, () -> plan.feed("z", 1));
          assertTrue(name.startsWith("input must be one of [") && name.endsWith("got z"), name);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void read_beforeARunOrWithoutRoom_isRefused(Backend backend) {
    with(
        backend,
        SCALED,
        plan -> {
          assertEquals(
              "read y: the plan must run first; got no run",
              refusal(IllegalStateException.class, () -> plan.read("y")));
          plan.feed("x", ONES);
          plan.feed("s", 1);
          plan.run();
          Class<IllegalArgumentException> type = IllegalArgumentException.class;
          assertEquals(
              "read y: must have room for 6 elements; got 5",
              refusal(type, () -> plan.read("y", new double[5])));
          assertEquals(
              "read y: must have room for 6 elements; got 1",
              refusal(type, () -> plan.scalar("y")));
          assertTrue(refusal(type, () -> plan.read("z")).startsWith("output must be one of"));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void read_twoNamesOfOneExpression_giveTheSame(Backend backend) {
    Graph graph = Graph.of(Map.of("a", X.exp(), "b", X.exp(), "flat", X.exp().reshape(6), "x", X));
    with(
        backend,
        graph,
        plan -> {
          plan.feed("x", ONES);
          plan.run();
          assertEquals(plan.read("a"), plan.read("b"));
          assertArrayEquals(plan.read("a").toDoubleArray(), plan.read("flat").toDoubleArray());
          assertArrayEquals(ONES, plan.read("x").toDoubleArray());
        });
  }

  // ---------------------------------------------------------------- noise

  private static final Graph NOISE =
      Graph.of(
          Map.of(
              "e", Var.noise("e", NoiseKind.NORMAL, Shape.of(6, 4)),
              "f", Var.noise("f", NoiseKind.NORMAL, Shape.of(6, 4))));

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_drawMissingOrTooShort_isRefused(Backend backend) {
    with(
        backend,
        Graph.of(Map.of("e", Var.noise("e", NoiseKind.NORMAL, Shape.of(6, 4)))),
        plan -> {
          assertEquals(
              "run: noise e needs a draw of 6 rows; got none",
              refusal(IllegalStateException.class, plan::run));
          plan.draw(Draw.of(1, "train", 0, 5));
          assertEquals(
              "run: noise e needs a draw of 6 rows; got 5",
              refusal(IllegalStateException.class, plan::run));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_noise_dependsOnEachPartOfTheDrawAndOnNothingElse(Backend backend) {
    with(
        backend,
        NOISE,
        plan -> {
          Tensor first = drawn(plan, Draw.of(1, "train", 0, 6));
          assertEquals(first, drawn(plan, Draw.of(1, "train", 0, 6)));
          assertNotEquals(first, drawn(plan, Draw.of(2, "train", 0, 6)));
          assertNotEquals(first, drawn(plan, Draw.of(1, "test", 0, 6)));
          assertNotEquals(first, drawn(plan, Draw.of(1, "train", 1, 6)));
          assertNotEquals(plan.read("e"), plan.read("f"));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_examplesCutIntoOtherBatches_drawTheSame(Backend backend) {
    long[] steps = {3, 3, 3, 3, 3, 3};
    long[] examples = {10, 4, 77, 5, 0, 12};
    double[][] whole = new double[1][];
    with(
        backend,
        NOISE,
        plan -> whole[0] = drawn(plan, new Draw(1, "train", steps, examples)).toDoubleArray());
    Graph half = Graph.of(Map.of("e", Var.noise("e", NoiseKind.NORMAL, Shape.of(3, 4))));
    with(
        backend,
        half,
        plan -> {
          for (int part = 0; part < 2; part++) {
            long[] cut = Arrays.copyOfRange(examples, 3 * part, 3 * part + 3);
            double[] drawn = drawn(plan, new Draw(1, "train", steps, cut)).toDoubleArray();
            assertArrayEquals(Arrays.copyOfRange(whole[0], 12 * part, 12 * part + 12), drawn);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void fix_noise_replacesTheDrawOfThatNoiseAlone(Backend backend) {
    with(
        backend,
        NOISE,
        plan -> {
          drawn(plan, Draw.of(1, "train", 0, 6));
          Tensor other = plan.read("f");
          double[] fixed = new double[24];
          Arrays.setAll(fixed, i -> i / 8.0);
          plan.fix("e", fixed);
          plan.run();
          plan.run();
          assertArrayEquals(fixed, plan.read("e").toDoubleArray());
          assertEquals(other, plan.read("f"));
          Class<IllegalArgumentException> type = IllegalArgumentException.class;
          assertEquals(
              "noise e: must have 24 elements for shape [6, 4]; got 3",
              refusal(type, () -> plan.fix("e", new double[3])));
          assertTrue(
              refusal(type, () -> plan.fix("g", new double[3])).startsWith("noise must be one of"));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void fix_allNoise_needsNoDraw(Backend backend) {
    Graph graph = Graph.of(Map.of("y", Var.noise("e", NoiseKind.GUMBEL, Shape.SCALAR).exp()));
    with(
        backend,
        graph,
        plan -> {
          plan.fix("e", new double[] {0});
          plan.run();
          assertEquals(1, plan.scalar("y"));
        });
  }

  private static Tensor drawn(Plan plan, Draw draw) {
    plan.draw(draw);
    plan.run();
    return plan.read("e");
  }

  // ---------------------------------------------------------------- parameters

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_parameters_areReadAnewAndGetTheirGradients(Backend backend) {
    Parameter p = new Parameter("p", Tensor.of(Shape.of(3), 1f, 2f, 3f));
    Parameter unused = new Parameter("unused", Tensor.of(Shape.of(2), 9f, 9f));
    try (Engine engine = Engine.open(backend, 2);
        ParameterVector vector = ParameterVector.pack("all", List.of(p, unused), engine.dtype());
        Plan plan =
            engine.plan(
                Graph.of(Map.of("loss", X.times(p.var().square()).sum()))
                    .differentiate("loss", vector))) {
      plan.feed("x", ONES);
      plan.run();
      assertEquals(28, plan.scalar("loss"));
      assertArrayEquals(new double[] {4, 8, 12}, gradient(vector, p));
      assertArrayEquals(new double[] {0, 0}, gradient(vector, unused));
      p.assign(Tensor.of(Shape.of(3), 1f, 1f, 1f));
      plan.run();
      assertEquals(6, plan.scalar("loss"));
      vector.values().put(p.offset(), new double[] {2, 2, 2}, 0, 3);
      vector.changed();
      plan.run();
      assertEquals(24, plan.scalar("loss"));
      assertArrayEquals(new double[] {8, 8, 8}, gradient(vector, p));
    }
  }

  private static double[] gradient(ParameterVector vector, Parameter parameter) {
    double[] result = new double[parameter.shape().size()];
    vector.gradients().get(parameter.offset(), result, 0, result.length);
    return result;
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU", "ND4J"})
  void run_opOfAUsersOwn_isComputedByItsValueRule(Backend backend) {
    Op cube =
        new Op(
            "cube",
            Op.Kind.ELEMENTWISE,
            List.of(),
            s -> s.get(0),
            (v, s, out) -> Arrays.stream(v.get(0)).map(x -> x * x * x).toArray(),
            (g, y, x) -> List.of(g.times(x.get(0).square()).times(3)));
    Parameter p = new Parameter("p", Tensor.of(Shape.of(3), 1f, 2f, -3f));
    try (Engine engine = Engine.open(backend, 2);
        ParameterVector vector = ParameterVector.pack("all", List.of(p), engine.dtype());
        Plan plan =
            engine.plan(
                Graph.of(Map.of("loss", Var.of(cube, p.var().plus(1)).times(2).sum()))
                    .differentiate("loss", vector))) {
      plan.run();
      assertEquals(2 * (8 + 27 - 8), plan.scalar("loss"));
      assertArrayEquals(new double[] {24, 54, 24}, gradient(vector, p));
    }
  }
}
