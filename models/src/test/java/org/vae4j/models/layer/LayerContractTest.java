package org.vae4j.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

/** The laws of every layer, at parameters and states off their start. */
class LayerContractTest {
  private static final int BATCH = 6;
  private static final Image PICTURE = new Image(7, 4, 2);
  private static final Image HALF = new Image(3, 2, 3);
  private static final Initializer START = new Initializer(5);

  /** A layer, its name in a report, and the width of its rows. */
  record Case(String name, int inputs, Layer layer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("dense", 4, Dense.glorot("l", 4, 3, START)));
    cases.add(new Case("dense without bias", 4, Dense.he("l", 4, 3, START).unbiased()));
    cases.add(new Case("gated", 4, Gated.dense("l", 4, 3, START)));
    cases.add(new Case("mlp", 4, new Mlp("l", 4, List.of(5, 3), Activation.SILU, START)));
    cases.add(new Case("sequence", 4, Sequence.of(Dense.he("l", 4, 3, START))));
    cases.add(new Case("convolution", PICTURE.size(), down(Start.HE)));
    cases.add(new Case("convolution without bias", PICTURE.size(), down(Start.HE).unbiased()));
    cases.add(new Case("transposed convolution", HALF.size(), up()));
    cases.add(new Case("planes", 12, new Planes(new Image(1, 3, 4), 2)));
    cases.add(new Case("layer norm", 6, new LayerNorm("l", 6, 6, START)));
    cases.add(new Case("layer norm of images", 6, new LayerNorm("l", 6, 2, START)));
    cases.add(new Case("batch norm", 6, new BatchNorm("l", 6, 6, START)));
    cases.add(new Case("batch norm of images", 6, new BatchNorm("l", 6, 2, START)));
    cases.add(new Case("dropout", 6, new Dropout("l", 6, 0.4)));
    cases.add(new Case("residual", 4, new Residual(Dense.he("l", 4, 4, START))));
    for (Activation activation : Activation.values()) {
      cases.add(
          new Case("hidden " + activation, 4, new Hidden(activation).dense("l", 4, 3, START)));
    }
    for (Normalization how : Normalization.values()) {
      for (Activation activation : List.of(Activation.TANH, Activation.GATED)) {
        Hidden all = new Hidden(activation, how, 0.3, true);
        String name = " with all, " + activation + ", " + how;
        cases.add(new Case("dense" + name, 4, all.dense("l", 4, 3, START)));
        cases.add(new Case("equal" + name, 4, all.dense("l", 4, 4, START)));
        cases.add(new Case("down" + name, PICTURE.size(), all.down("l", PICTURE, 3, START)));
        cases.add(new Case("up" + name, HALF.size(), all.up("l", HALF, PICTURE, START)));
      }
    }
    return cases.stream();
  }

  private static Convolution down(Start start) {
    return Convolution.down("l", PICTURE, 3, Convolution.HALVING, start, START);
  }

  private static Convolution up() {
    return Convolution.up("l", HALF, PICTURE, Convolution.HALVING, Start.GLOROT, START);
  }

  /** The case with values of its parameters and states that no layer starts with. */
  private static Case moved(Case given) {
    Initializer noise = new Initializer(11);
    for (Parameter parameter : given.layer.parameters()) {
      Tensor off = noise.normal(parameter.name(), parameter.shape(), 0.1, 0.4).value();
      parameter.assign(parameter.value().plus(off));
    }
    for (Parameter state : given.layer.states()) {
      Tensor off = noise.normal(state.name(), state.shape(), 0, 0.3).value();
      state.assign(state.value().plus(off.square()));
    }
    return given;
  }

  private static Tensor rows(int count, int width, double scale) {
    return new Initializer(7).normal("x", Shape.of(count, width), 0, scale).value();
  }

  private static List<Mode> modes(int examples) {
    return List.of(Mode.EVALUATION, Mode.training(examples));
  }

  /** The result contracted with numbers, so that no symmetry hides a gradient. */
  private static Var loss(Var result) {
    Tensor weights = new Initializer(13).normal("w", result.shape(), 0.2, 1).value();
    return result.times(Var.constant(weights)).sum();
  }

  private static Tensor run(Var result, Tensor x, long step) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("y", result)))) {
      if (plan.takes("x")) {
        plan.feed("x", x.toDoubleArray());
      }
      plan.draw(Draw.of(3, "train", step, x.shape().dim(0)));
      plan.run();
      return plan.read("y");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void apply_rows_givesRowsOfTheWidthItSays(Case given) {
    for (int n : List.of(1, BATCH)) {
      for (Mode mode : modes(n)) {
        Var x = Var.input("x", Shape.of(n, given.inputs));
        assertEquals(Shape.of(n, given.layer.outputs()), given.layer.apply(x, mode).shape());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradients_areTheDifferences(Case given) {
    Layer layer = moved(given).layer;
    Var x = Var.input("x", Shape.of(BATCH, given.inputs));
    for (Mode mode : modes(BATCH)) {
      List<Var> leaves = new ArrayList<>(List.of(x));
      layer.parameters().forEach(parameter -> leaves.add(parameter.var()));
      Var loss = loss(layer.apply(x, mode));
      GradientCheck.check(loss, Map.of("x", rows(BATCH, given.inputs, 1)), leaves, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void evaluation_isAFunctionOfEachRow(Case given) {
    Layer layer = moved(given).layer;
    Var x = Var.input("x", Shape.of(BATCH, given.inputs));
    Tensor values = rows(BATCH, given.inputs, 1);
    Tensor all = run(layer.apply(x), values, 0);
    assertEquals(all, run(layer.apply(x), values, 1), "no noise may be drawn");
    for (int row = 0; row < BATCH; row++) {
      Tensor one = values.slice(0, row, row + 1);
      Tensor alone = run(layer.apply(Var.input("x", one.shape())), one, 0);
      assertArrayEquals(
          all.slice(0, row, row + 1).toDoubleArray(), alone.toDoubleArray(), 1e-14, "row " + row);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void training_hasTheBitsOfItsSeedAndStep(Case given) {
    Layer layer = moved(given).layer;
    Var x = Var.input("x", Shape.of(BATCH, given.inputs));
    Tensor values = rows(BATCH, given.inputs, 1);
    Var result = layer.apply(x, Mode.training(BATCH));
    Tensor first = run(result, values, 0);
    assertEquals(first, run(layer.apply(x, Mode.training(BATCH)), values, 0));
    boolean draws =
        Graph.of(Map.of("y", result)).nodes().stream().anyMatch(node -> node.op().is(Ops.NOISE));
    if (draws) {
      assertNotEquals(first, run(result, values, 1));
    } else {
      assertEquals(first, run(result, values, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void states_areNamedWhereTheyChange(Case given) {
    Mode mode = Mode.training(BATCH);
    given.layer.apply(Var.input("x", Shape.of(BATCH, given.inputs)), mode);
    assertEquals(new HashSet<>(given.layer.states()), mode.updates().keySet());
    Set<String> names = new HashSet<>();
    for (Parameter array : arrays(given.layer)) {
      assertTrue(names.add(array.name()), array.name() + " must be the name of one array");
    }
  }

  private static List<Parameter> arrays(Trainable owner) {
    return Stream.concat(owner.parameters().stream(), owner.states().stream()).toList();
  }

  /** At most a denominator's epsilon lies between these inputs and a division by zero. */
  @ParameterizedTest
  @MethodSource("cases")
  void extremes_andOneExample_stayFinite(Case given) {
    Layer layer = moved(given).layer;
    List<UnaryOperator<Tensor>> kinds =
        List.of(x -> x.times(1e4), x -> x.times(0), x -> x.times(-1e4), x -> x.times(1e-30));
    for (int n : List.of(1, BATCH)) {
      Tensor some = Tensor.filled(Shape.of(n, given.inputs), 1);
      for (UnaryOperator<Tensor> kind : kinds) {
        Tensor values = kind.apply(some.plus(rows(n, given.inputs, 0.1)));
        for (Mode mode : modes(n)) {
          for (Tensor found : results(layer, values, mode, null).values()) {
            double[] numbers = found.toDoubleArray();
            assertTrue(Arrays.stream(numbers).allMatch(Double::isFinite), () -> "" + values);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void run_onCpu_agreesWithTheReferenceAndLeavesNothingToTheHost(Case given) {
    Layer layer = moved(given).layer;
    Tensor values = rows(BATCH, given.inputs, 1);
    try (WorkerTeam team = new WorkerTeam(2)) {
      for (boolean training : List.of(false, true)) {
        Mode mode = training ? Mode.training(BATCH) : Mode.EVALUATION;
        Map<String, Tensor> expected = results(layer, values, mode, null);
        Map<String, Tensor> actual =
            results(layer, values, training ? Mode.training(BATCH) : mode, team);
        expected.forEach(
            (name, value) ->
                assertArrayEquals(
                    value.toDoubleArray(), actual.get(name).toDoubleArray(), 2e-4, name));
      }
    }
  }

  /** Result, states and gradients; on the reference if there is no team. */
  private static Map<String, Tensor> results(
      Layer layer, Tensor values, Mode mode, WorkerTeam team) {
    Var result = layer.apply(Var.input("x", values.shape()), mode);
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("y", result);
    outputs.put("loss", loss(result));
    mode.updates().forEach((state, value) -> outputs.put(state.name(), value));
    DType dtype = team == null ? DType.FLOAT64 : DType.FLOAT32;
    try (ParameterVector vector = ParameterVector.pack("p", layer.parameters(), dtype);
        ParameterVector states = ParameterVector.pack("s", layer.states(), dtype)) {
      assertEquals(layer.states(), states.parameters());
      Graph graph = Graph.of(outputs).differentiate("loss", vector);
      try (Plan plan = team == null ? new ReferencePlan(graph) : new CpuPlan(graph, team)) {
        if (plan instanceof CpuPlan cpu) {
          assertEquals(Set.of(), cpu.onHost());
        }
        if (plan.takes("x")) {
          plan.feed("x", values.toDoubleArray());
        }
        plan.draw(Draw.of(3, "train", 0, values.shape().dim(0)));
        plan.run();
        Map<String, Tensor> all = new LinkedHashMap<>();
        outputs.keySet().forEach(name -> all.put(name, plan.read(name)));
        double[] gradients = new double[vector.length()];
        vector.gradients().get(0, gradients, 0, gradients.length);
        all.put("gradients", Tensor.of(Shape.of(gradients.length), gradients));
        return all;
      }
    }
  }
}
