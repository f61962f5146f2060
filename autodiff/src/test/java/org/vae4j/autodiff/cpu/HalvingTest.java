package org.vae4j.autodiff.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

/** Products made in two halves of their terms: which, and that whoever reads them adds them up. */
class HalvingTest {
  private static final int ROWS = 30;
  private static final int TERMS = 150;

  private final Random random = new Random(5);
  private final Parameter plain = parameter("plain", TERMS, 40);
  private final Parameter viewed = parameter("viewed", TERMS, 24);
  private final Parameter repeated = parameter("repeated", TERMS, 40);
  private final Parameter output = parameter("output", TERMS, 8);
  private final Parameter multiplied = parameter("multiplied", TERMS, 30);
  private final Parameter transposed = parameter("transposed", 12, TERMS);
  private final Parameter shallow = parameter("shallow", 30, 40);
  private final List<Parameter> all =
      List.of(plain, viewed, repeated, output, multiplied, transposed, shallow);

  private Parameter parameter(String name, int... dims) {
    return new Parameter(name, Tensor.of(Shape.of(dims), numbers(Shape.of(dims).size())));
  }

  private double[] numbers(int n) {
    return random.doubles(n, -0.3, 0.3).toArray();
  }

  /**
   * Products read in every way: as they are, through a view, repeated, by a product, from outside.
   */
  private Graph graph() {
    Var x = Var.input("x", Shape.of(ROWS, TERMS));
    Var line = Var.input("line", Shape.of(1, TERMS));
    Var code = x.matmul(plain.var()).plus(line.matmul(repeated.var())).tanh();
    Var view = x.matmul(viewed.var()).reshape(Shape.of(ROWS, 4, 6)).square().sum(1);
    Var kept = x.matmul(output.var());
    Var again = x.matmul(multiplied.var()).matmul(shallow.var()).minus(code);
    Var back = x.matmul(transposed.var(), false, true).tanh();
    Var loss = again.square().mean().plus(view.mean()).plus(kept.square().mean());
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("loss", loss.plus(back.square().mean()));
    outputs.put("code", code);
    outputs.put("kept", kept);
    return Graph.of(outputs);
  }

  private Map<String, double[]> run(Plan plan) {
    Random inputs = new Random(6);
    plan.feed("x", inputs.doubles(ROWS * TERMS, -1, 1).toArray());
    plan.feed("line", inputs.doubles(TERMS, -1, 1).toArray());
    plan.run();
    Map<String, double[]> results = new LinkedHashMap<>();
    for (String name : List.of("loss", "code", "kept")) {
      results.put(name, plan.read(name).toDoubleArray());
    }
    return results;
  }

  private static Set<String> halved(Graph graph) {
    return new Draft(graph)
        .layout().halved().stream()
            .map(var -> var.operands().get(1).op().attribute(0, Parameter.class).name())
            .collect(Collectors.toSet());
  }

  @Test
  void halved_areProductsOfAWeightThatTileProgramsAloneRead() {
    try (ParameterVector vector = ParameterVector.pack("all", all, DType.FLOAT32)) {
      assertEquals(Set.of("plain", "viewed", "repeated"), halved(graph()));
      Graph training = graph().differentiate("loss", vector);
      assertEquals(Set.of("plain", "viewed", "repeated"), halved(training));
    }
  }

  @Test
  void halved_manyRows_areNot() {
    Var few = Var.input("few", Shape.of(256, TERMS)).matmul(plain.var()).tanh();
    Var many = Var.input("many", Shape.of(257, TERMS)).matmul(viewed.var()).tanh();
    assertEquals(Set.of("plain"), halved(Graph.of(Map.of("few", few, "many", many))));
  }

  @Test
  void run_halved_isTheReference_withTheSameBitsOnAnyTeam() {
    Map<String, double[]> expected;
    float[] gradients = new float[0];
    try (ParameterVector vector = ParameterVector.pack("all", all, DType.FLOAT64);
        Plan plan = new ReferencePlan(graph().differentiate("loss", vector))) {
      expected = run(plan);
      gradients = gradients(vector);
    }
    Map<String, double[]> first = null;
    float[] firstGradients = null;
    try (ParameterVector vector = ParameterVector.pack("all", all, DType.FLOAT32)) {
      for (int workers = 1; workers <= 4; workers++) {
        try (WorkerTeam team = new WorkerTeam(workers);
            Plan plan = new CpuPlan(graph().differentiate("loss", vector), team)) {
          Map<String, double[]> results = run(plan);
          expected.forEach((name, value) -> assertArrayEquals(value, results.get(name), 1e-5));
          assertArrayEquals(gradients, gradients(vector), 1e-6f);
          first = first == null ? results : first;
          firstGradients = firstGradients == null ? gradients(vector) : firstGradients;
          first.forEach((name, value) -> assertArrayEquals(value, results.get(name)));
          assertArrayEquals(firstGradients, gradients(vector));
        }
      }
    }
  }

  private static float[] gradients(ParameterVector vector) {
    float[] values = new float[vector.length()];
    vector.gradients().get(0, values, 0, values.length);
    return values;
  }
}
