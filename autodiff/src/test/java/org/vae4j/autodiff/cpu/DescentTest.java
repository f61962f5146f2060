package org.vae4j.autodiff.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Memory;
import org.vae4j.core.backend.WorkerTeam;

/** Parameters moved while gradients are computed: the bits of moving them afterwards. */
class DescentTest {
  private static final int STEPS = 3;
  private static final int ROWS = 50;

  /** Gradient descent, counting how often each element moves. */
  private static final class Descending implements Update {
    final ParameterVector vector;
    final int[] moves;
    int starts;

    Descending(ParameterVector vector) {
      this.vector = vector;
      this.moves = new int[vector.length()];
    }

    @Override
    public ParameterVector vector() {
      return vector;
    }

    @Override
    public void start() {
      starts++;
    }

    @Override
    public void move(int from, int to, Memory gradients, int at, int worker) {
      float[] p = new float[to - from];
      float[] g = new float[to - from];
      vector.values().get(from, p, 0, p.length);
      gradients.get(at, g, 0, g.length);
      for (int i = 0; i < p.length; i++) {
        p[i] -= 0.1f * g[i];
        moves[from + i]++;
      }
      vector.values().put(from, p, 0, p.length);
    }
  }

  /** Weights of every kind: read before and after their gradient is known, shared, unused. */
  private static final class Net {
    final Random random = new Random(3);
    final Parameter first = parameter("first", 140, 90);
    final Parameter bias = parameter("bias", 90);
    final Parameter tied = parameter("tied", 90, 40);
    final Parameter twice = parameter("twice", 40, 40);
    final Parameter scale = parameter("scale", 40);
    final Parameter penalised = parameter("penalised", 90, 33);
    final Parameter unused = parameter("unused", 5);
    final List<Parameter> all = List.of(first, bias, tied, twice, scale, penalised, unused);

    Parameter parameter(String name, int... dims) {
      Shape shape = Shape.of(dims);
      double[] values = random.doubles(shape.size(), -0.3, 0.3).toArray();
      return new Parameter(name, Tensor.of(shape, values));
    }

    Graph graph() {
      Var x = Var.input("x", Shape.of(ROWS, 140));
      Var hidden = x.matmul(first.var()).plus(bias.var()).tanh();
      Var code = hidden.matmul(tied.var());
      Var again = code.matmul(twice.var()).tanh().matmul(twice.var()).times(scale.var());
      Var back = again.matmul(tied.var(), false, true).minus(hidden).square().mean();
      Var side = hidden.matmul(penalised.var()).square().mean();
      Map<String, Var> outputs = new LinkedHashMap<>();
      outputs.put("loss", back.plus(side).plus(penalised.var().square().mean()));
      return Graph.of(outputs);
    }

    double[] x() {
      return new Random(4).doubles(ROWS * 140, -1, 1).toArray();
    }
  }

  private static Plan plan(Net net, ParameterVector vector, WorkerTeam team) {
    Plan plan = new CpuPlan(net.graph().differentiate("loss", vector), team);
    plan.feed("x", net.x());
    return plan;
  }

  private static float[] values(ParameterVector vector) {
    float[] values = new float[vector.length()];
    vector.values().get(0, values, 0, values.length);
    return values;
  }

  /** Parameters after some steps, moved on the way or when all gradients are there. */
  private static float[] trained(int workers, boolean together) {
    Net net = new Net();
    try (WorkerTeam team = new WorkerTeam(workers);
        ParameterVector vector = ParameterVector.pack("all", net.all, DType.FLOAT32);
        Plan plan = plan(net, vector, team)) {
      Descending update = new Descending(vector);
      for (int step = 0; step < STEPS; step++) {
        if (together) {
          plan.run(List.of(update));
        } else {
          plan.run();
          update.move(0, vector.length(), vector.gradients(), 0, 0);
          vector.changed();
        }
      }
      for (int moves : update.moves) {
        assertEquals(STEPS, moves);
      }
      assertEquals(together ? STEPS : 0, update.starts);
      return values(vector);
    }
  }

  @ParameterizedTest(name = "{0} workers")
  @ValueSource(ints = {1, 2, 3, 4})
  void run_moving_givesTheBitsOfMovingAfterwards(int workers) {
    float[] expected = trained(1, false);
    assertArrayEquals(expected, trained(workers, false));
    assertArrayEquals(expected, trained(workers, true));
  }

  @Test
  void finished_areWeightsThatNothingReadsAgain() {
    Net net = new Net();
    try (ParameterVector vector = ParameterVector.pack("all", net.all, DType.FLOAT32)) {
      Draft draft = new Draft(net.graph().differentiate("loss", vector));
      assertTrue(!draft.layout().halved().isEmpty(), "a product in two halves among them");
      for (Parameter weight : List.of(net.first, net.tied, net.twice)) {
        assertTrue(draft.finished().containsValue(weight), weight.name());
      }
      for (Parameter other : List.of(net.bias, net.scale, net.penalised, net.unused)) {
        assertTrue(!draft.finished().containsValue(other), other.name());
      }
    }
  }

  @Test
  void run_moving_countsAsAChange() {
    Net net = new Net();
    try (WorkerTeam team = new WorkerTeam(2);
        ParameterVector vector = ParameterVector.pack("all", net.all, DType.FLOAT32);
        Plan plan = plan(net, vector, team)) {
      long before = vector.version();
      plan.run(List.of(new Descending(vector)));
      assertEquals(before + 1, vector.version());
    }
  }

  @Test
  void run_moving_needsAnUpdateForEachVector() {
    Net net = new Net();
    Parameter stranger = new Parameter("stranger", Tensor.of(Shape.of(1), 1.0));
    try (WorkerTeam team = new WorkerTeam(2);
        ParameterVector vector = ParameterVector.pack("all", net.all, DType.FLOAT32);
        ParameterVector other = ParameterVector.pack("other", List.of(stranger), DType.FLOAT32);
        Plan plan = plan(net, vector, team)) {
      float[] before = values(vector);
      assertThrows(IllegalArgumentException.class, () -> plan.run(List.of()));
      List<Update> wrong = List.of(new Descending(other));
      assertThrows(IllegalArgumentException.class, () -> plan.run(wrong));
      assertArrayEquals(before, values(vector));
    }
  }

  @Test
  void run_movingOnAnotherBackEnd_movesAfterwards() {
    Net net = new Net();
    try (ParameterVector vector = ParameterVector.pack("all", net.all, DType.FLOAT64);
        Plan plan = new ReferencePlan(net.graph().differentiate("loss", vector))) {
      plan.feed("x", net.x());
      for (int step = 0; step < STEPS; step++) {
        plan.run(List.of(new Descending(vector)));
      }
      assertArrayEquals(trained(1, true), values(vector), 1e-5f);
    }
  }
}
