package org.vae4j.autodiff.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

/**
 * The fast plan against the reference, over graphs of random shape and the models' own patterns.
 */
class CpuPlanTest {
  private static final double TOLERANCE = 2e-5;

  static List<Integer> seeds() {
    List<Integer> seeds = new ArrayList<>();
    for (int seed = 0; seed < 200; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "random graph {0} agrees with the reference")
  @MethodSource("seeds")
  void run_randomGraph_agreesWithTheReference(int seed) {
    RandomGraph random = new RandomGraph(seed);
    assertAgrees(random.outputs, random.parameters, random.inputs);
  }

  @Test
  void run_denseStackWithNoise_agreesWithTheReference() {
    Stack stack = new Stack(new Random(1));
    assertAgrees(stack.outputs(13), stack.parameters, Map.of("x", stack.x(13)));
  }

  @Test
  void run_mixtureDensity_agreesWithTheReference() {
    Random random = new Random(2);
    List<Parameter> parameters =
        List.of(parameter("m", random, 37, 5), parameter("s", random, 37, 5));
    Var z = Var.input("z", Shape.of(21, 5)).reshape(21, 1, 5);
    Var m = parameters.get(0).var();
    Var s = parameters.get(1).var();
    Var squares = z.minus(m).square().times(s.negate().exp()).sum(-1);
    Var log = squares.plus(s.sum(-1)).times(-0.5).logSumExp(-1);
    assertAgrees(
        Map.of("loss", log.mean(), "log", log), parameters, Map.of("z", values(random, 105)));
  }

  @Test
  void run_reshapesBetweenElementwiseOps_agreesWithTheReference() {
    Random random = new Random(6);
    List<Parameter> parameters =
        List.of(
            parameter("bias", random, 24),
            parameter("row", random, 9, 1),
            parameter("w", random, 8));
    Var x = Var.input("x", Shape.of(9, 24)).plus(parameters.get(0).var()).relu();
    Var fine = x.times(parameters.get(1).var()).reshape(3, 3, 3, 8).times(parameters.get(2).var());
    Var coarse = fine.reshape(9, 24).tanh();
    Var loss = coarse.sum().plus(fine.square().sum()).plus(coarse.max(1).sum());
    assertAgrees(
        Map.of("loss", loss, "columns", coarse.sum(0)),
        parameters,
        Map.of("x", values(random, 216)));
  }

  @Test
  void run_reductionOfAnAxisOfOneAcrossAReshape_agreesWithTheReference() {
    Var y = Var.input("x", Shape.of(2, 2, 4)).exp().reshape(16, 1).square();
    assertAgrees(
        Map.of("loss", y.sum(), "sum", y.sum(1), "most", y.max(1)),
        List.of(),
        Map.of("x", values(new Random(8), 16)));
  }

  /** A float32 sum near 1e4 is off by 5e-4; the shares must be parts of one whole all the same. */
  @Test
  void gradient_logSumExpFarFromZero_isOfSharesThatSumToOne() {
    double[] near = values(new Random(9), 32);
    double[] far = Arrays.stream(near).map(v -> (double) (float) (v - 1e4)).toArray();
    Parameter p = new Parameter("p", Tensor.of(Shape.of(4, 8), far));
    assertAgrees(Map.of("loss", p.var().logSumExp(-1).sum()), List.of(p), Map.of());
  }

  @Test
  void run_oneTwoAndFourWorkers_giveTheSameBits() {
    double[] one = gradients(1);
    assertArrayEquals(one, gradients(2));
    assertArrayEquals(one, gradients(4));
  }

  @Test
  void run_unchangedParameters_skipsThePrologueAndKeepsItsValue() {
    Parameter p = parameter("p", new Random(3), 4, 600);
    Var derived = p.var().exp();
    Var x = Var.input("x", Shape.of(4, 600));
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT32);
        WorkerTeam team = new WorkerTeam(2);
        CpuPlan plan = new CpuPlan(Graph.of(Map.of("y", x.times(derived).sum())), team)) {
      assertEquals(2400, vector.length());
      plan.feed("x", values(new Random(4), 2400));
      plan.run();
      double first = plan.scalar("y");
      plan.run();
      assertEquals(first, plan.scalar("y"));
      p.assign(Tensor.zeros(Shape.of(4, 600)));
      plan.run();
      double sum = 0;
      for (double v : values(new Random(4), 2400)) {
        sum += v;
      }
      assertEquals(sum, plan.scalar("y"), 1e-3);
    }
  }

  private static double[] gradients(int workers) {
    Stack stack = new Stack(new Random(5));
    try (ParameterVector vector = ParameterVector.pack("all", stack.parameters, DType.FLOAT32);
        WorkerTeam team = new WorkerTeam(workers);
        Plan plan = new CpuPlan(Graph.of(stack.outputs(100)).differentiate("loss", vector), team)) {
      plan.feed("x", stack.x(100));
      plan.draw(Draw.of(7, "train", 0, 100));
      plan.run();
      double[] result = new double[vector.length()];
      vector.gradients().get(0, result, 0, result.length);
      return result;
    }
  }

  private static void assertAgrees(
      Map<String, Var> outputs, List<Parameter> parameters, Map<String, double[]> feeds) {
    try (ParameterVector vector = ParameterVector.pack("all", parameters, DType.FLOAT32);
        WorkerTeam team = new WorkerTeam(2)) {
      Graph graph = Graph.of(outputs).differentiate("loss", vector);
      try (Plan reference = new ReferencePlan(graph);
          Plan cpu = new CpuPlan(graph, team)) {
        double[] expected = run(reference, feeds, vector);
        for (int repeat = 0; repeat < 2; repeat++) {
          double[] actual = run(cpu, feeds, vector);
          assertClose(expected, actual, "gradient");
          for (String name : outputs.keySet()) {
            assertClose(reference.read(name).toDoubleArray(), cpu.read(name).toDoubleArray(), name);
          }
        }
      }
    }
  }

  private static double[] run(Plan plan, Map<String, double[]> feeds, ParameterVector vector) {
    feeds.forEach(
        (name, value) -> {
          if (plan.takes(name)) {
            plan.feed(name, value);
          }
        });
    plan.draw(Draw.of(7, "train", 3, 200));
    plan.run();
    double[] result = new double[vector.length()];
    vector.gradients().get(0, result, 0, result.length);
    return result;
  }

  private static void assertClose(double[] expected, double[] actual, String what) {
    double scale = 1e-2;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - actual[i]);
      int index = i;
      assertTrue(
          error <= TOLERANCE * scale,
          () -> what + "[" + index + "]: expected " + expected[index] + ", got " + actual[index]);
    }
  }

  private static Parameter parameter(String name, Random random, int... dims) {
    Shape shape = Shape.of(dims);
    return new Parameter(name, Tensor.of(shape, values(random, shape.size())));
  }

  private static double[] values(Random random, int n) {
    return random.doubles(n, -1, 1).map(v -> (float) v).toArray();
  }

  /** A small VAE-like stack: dense layers, a sampled code, row sums, a mean. */
  private static final class Stack {
    final List<Parameter> parameters = new ArrayList<>();
    private final Random random;

    Stack(Random random) {
      this.random = random;
      parameters.add(parameter("w1", random, 50, 70));
      parameters.add(parameter("b1", random, 70));
      parameters.add(parameter("w2", random, 70, 9));
      parameters.add(parameter("w3", random, 9, 50));
      parameters.add(parameter("unused", random, 3));
    }

    Map<String, Var> outputs(int batch) {
      Var x = Var.input("x", Shape.of(batch, 50));
      Var h = x.matmul(parameters.get(0).var()).plus(parameters.get(1).var()).tanh();
      Var m = h.matmul(parameters.get(2).var());
      Var z = m.plus(m.times(0.5).exp().times(Var.noise("e", NoiseKind.NORMAL, m.shape())));
      Var l = z.matmul(parameters.get(3).var());
      Var each = l.softplus().minus(x.times(l)).sum(-1).plus(z.square().sum(-1));
      Map<String, Var> outputs = new LinkedHashMap<>();
      outputs.put("loss", each.mean());
      outputs.put("each", each);
      return outputs;
    }

    double[] x(int batch) {
      return values(random, batch * 50);
    }
  }

  /** A random expression over a few shapes that broadcast to one another. */
  private static final class RandomGraph {
    final Map<String, Var> outputs = new LinkedHashMap<>();
    final List<Parameter> parameters = new ArrayList<>();
    final Map<String, double[]> inputs = new LinkedHashMap<>();
    private final Random random;

    RandomGraph(int seed) {
      random = new Random(seed);
      int a = 1 + random.nextInt(9);
      int b = 1 + random.nextInt(40);
      int c = seed % 3 == 0 ? 1500 : 1 + random.nextInt(60);
      Shape full = Shape.of(a, b, c);
      List<Shape> shapes =
          List.of(
              full,
              Shape.of(c),
              Shape.of(b, c),
              Shape.of(a, 1, c),
              Shape.of(a, b, 1),
              Shape.of(1, b, 1),
              Shape.SCALAR,
              Shape.of(a, 1, 1));
      List<Var> pool = new ArrayList<>();
      for (Shape shape : shapes) {
        if (random.nextBoolean()) {
          Parameter p = parameter("p" + parameters.size(), random, shape.dims());
          parameters.add(p);
          pool.add(p.var());
        } else {
          String name = "x" + inputs.size();
          inputs.put(name, values(random, shape.size()));
          pool.add(Var.input(name, shape));
        }
      }
      for (int i = 0; i < 25; i++) {
        pool.add(next(pool));
      }
      Var total = Var.constant(0);
      for (Var var : pool.subList(shapes.size(), pool.size())) {
        total = total.plus(var.mean());
      }
      outputs.put("loss", total);
      outputs.put("last", pool.get(pool.size() - 1));
      outputs.put("middle", pool.get(pool.size() - 9));
    }

    private Var next(List<Var> pool) {
      Var x = pool.get(random.nextInt(pool.size()));
      Var y = pool.get(random.nextInt(pool.size()));
      int axis = random.nextInt(Math.max(1, x.shape().rank()));
      boolean wide = x.shape().rank() > 0;
      return switch (random.nextInt(12)) {
        case 0 -> x.tanh();
        case 1 -> x.sigmoid();
        case 2 -> x.times(0.5).minus(0.1);
        case 3 -> fits(x, y) ? x.plus(y) : x.negate();
        case 4 -> fits(x, y) ? x.times(y).tanh() : x.square().tanh();
        case 5 -> fits(x, y) ? x.minus(y) : x.times(0.3);
        case 6 -> wide ? keep(x, x.sum(axis).tanh(), axis) : x.softplus();
        case 7 -> wide ? keep(x, x.logSumExp(axis), axis) : x.tanh();
        case 8 -> wide ? keep(x, x.mean(axis), axis) : x.tanh();
        case 9 -> x.tanh().exp();
        case 10 -> x.square().plus(1).log();
        default -> fits(x, y) ? x.tanh().over(y.square().plus(1)) : x.softplus();
      };
    }

    private static Var keep(Var x, Var reduced, int axis) {
      return reduced.reshape(x.shape().keeping(axis));
    }

    private static boolean fits(Var x, Var y) {
      try {
        return x.shape().broadcast(y.shape()).size() <= 200_000;
      } catch (IllegalArgumentException differ) {
        return false;
      }
    }
  }
}
