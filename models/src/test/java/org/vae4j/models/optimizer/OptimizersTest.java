package org.vae4j.models.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;
import org.vae4j.models.dl4j.Schedules;

/** Every optimiser: PyTorch's steps, the same bits for any workers, and after a restore. */
class OptimizersTest {
  private static final int[] SHAPES = {2, 3, 1};
  private static final int SIZE = 2500;
  private static final Rate RATE = Rate.constant(0.01);

  private static List<String> lines() {
    try (InputStream in = OptimizersTest.class.getResourceAsStream("optimizers.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static Map<String, List<double[]>> golden() {
    Map<String, List<double[]>> steps = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] words = line.split(" ");
      double[] values = Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
      steps.computeIfAbsent(words[0], name -> new ArrayList<>()).add(values);
    }
    return steps;
  }

  static Stream<Arguments> optimizers() {
    return golden().keySet().stream()
        .flatMap(name -> Arrays.stream(DType.values()).map(type -> Arguments.of(name, type)));
  }

  static Stream<String> names() {
    return golden().keySet().stream();
  }

  /** As the golden file names them: a rule, and what goes with it. */
  private static Optimization named(String name) {
    String[] parts = name.split(",");
    Optimization result = Optimization.of(Rule.parse(parts[0]));
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      String[] pair = part.split("=");
      result =
          switch (pair[0]) {
            case "clip-norm" -> result.withClipNorm(Double.parseDouble(pair[1]));
            case "average" -> result.withAverage(Double.parseDouble(pair[1]));
            default -> result.withNormalized(true);
          };
    }
    return result;
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("optimizers")
  void step_followsPyTorch(String name, DType dtype) {
    List<Parameter> parameters = new ArrayList<>();
    for (int s = 0; s < SHAPES.length; s++) {
      double[] start = new double[SHAPES[s]];
      for (int i = 0; i < start.length; i++) {
        start[i] = Math.cos(5 * s + i);
      }
      parameters.add(new Parameter("p" + s, Tensor.of(Shape.of(SHAPES[s]), start)));
    }
    try (WorkerTeam team = new WorkerTeam(2);
        ParameterVector vector = ParameterVector.pack("p", parameters, dtype)) {
      Optimizer optimizer = named(name).over(vector, team, RATE);
      int k = 0;
      for (double[] expected : golden().get(name)) {
        k++;
        for (int s = 0; s < SHAPES.length; s++) {
          double[] g = new double[SHAPES[s]];
          for (int i = 0; i < g.length; i++) {
            g[i] = s == 2 && k < 4 ? 0 : 3 * Math.sin(k * (i + 1) + s);
          }
          vector.gradients().put(parameters.get(s).offset(), g, 0, g.length);
        }
        optimizer.step();
        double[] actual =
            optimizer.withMeans(
                () ->
                    parameters.stream()
                        .flatMapToDouble(p -> Arrays.stream(p.value().toDoubleArray()))
                        .toArray());
        double tolerance = dtype == DType.FLOAT64 ? 1e-12 : 2e-6;
        assertArrayEquals(expected, actual, tolerance, "step " + k);
      }
    }
  }

  private static ParameterVector vector(DType dtype) {
    double[] start = new Random(1).doubles(SIZE, -1, 1).toArray();
    List<Parameter> parameters =
        List.of(
            new Parameter("w", Tensor.of(Shape.of(SIZE), start)),
            new Parameter("b", Tensor.of(Shape.of(3), 1.0, 2.0, 3.0)));
    return ParameterVector.pack("w", parameters, dtype);
  }

  private static void step(Optimizer optimizer, int step) {
    Random random = new Random(step);
    ParameterVector vector = optimizer.parameters();
    for (Parameter parameter : vector.parameters()) {
      double[] g = random.doubles(parameter.shape().size(), -1, 1).toArray();
      vector.gradients().put(parameter.offset(), g, 0, g.length);
    }
    optimizer.step();
  }

  private static double[] values(ParameterVector vector) {
    double[] values = new double[vector.length()];
    vector.values().get(0, values, 0, values.length);
    return values;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void step_hasTheSameBitsForAnyNumberOfWorkers(String name) {
    double[][] results = new double[3][];
    for (int workers = 1; workers <= 3; workers++) {
      try (WorkerTeam team = new WorkerTeam(workers);
          ParameterVector vector = vector(DType.FLOAT32)) {
        Optimizer optimizer = named(name).over(vector, team, RATE);
        for (int t = 1; t <= 5; t++) {
          step(optimizer, t);
        }
        results[workers - 1] = values(vector);
      }
    }
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(results[0], results[2]);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("optimizers")
  void restore_goesOnToTheBit(String name, DType dtype) {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector first = vector(dtype);
        ParameterVector second = vector(dtype)) {
      Optimizer through = named(name).over(first, team, RATE);
      Optimizer after = named(name).over(second, team, RATE);
      for (int t = 1; t <= 3; t++) {
        step(through, t);
      }
      for (int i = 0; i < 2; i++) {
        second.parameters().get(i).assign(first.parameters().get(i).value());
      }
      after.restore(through.state());
      for (int t = 4; t <= 6; t++) {
        step(through, t);
        step(after, t);
      }
      assertArrayEquals(values(first), values(second));
      assertEquals(through.state(), after.state());
      double[] means = through.withMeans(() -> values(first));
      assertArrayEquals(means, after.withMeans(() -> values(second)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void restore_stateOfAnother_isRefused(String name) {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT32)) {
      Optimizer optimizer = named(name).over(vector, team, RATE);
      String message =
          assertThrows(IllegalArgumentException.class, () -> optimizer.restore(Map.of()))
              .getMessage();
      assertTrue(message.contains("must have"), message);
    }
  }

  @Test
  void step_countsAsAChangeOfTheParameters() {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT32)) {
      long before = vector.version();
      step(Optimization.adam().over(vector, team, RATE), 1);
      assertTrue(vector.version() > before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"adam", "adamw:0.01", "rmsprop", "sgd", "nesterov", "adamax"})
  void step_momentsThatDecay_stopShortOfSubnormalNumbers(String text) {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT32)) {
      Optimizer optimizer = Optimization.of(Rule.parse(text)).over(vector, team, RATE);
      Map<String, Tensor> small = new LinkedHashMap<>(optimizer.state());
      small.replaceAll((name, x) -> name.endsWith("steps") ? x : x.plus(1.2e-38));
      optimizer.restore(small);
      for (int t = 0; t < 3; t++) {
        optimizer.step();
      }
      optimizer
          .state()
          .forEach(
              (name, moment) -> {
                for (float x : moment.toFloatArray()) {
                  assertTrue(x == 0 || Math.abs(x) >= Float.MIN_NORMAL, name + " " + x);
                }
              });
    }
  }

  @Test
  void step_gradientsOfZero_changeNothing() {
    for (String name : List.of("adam,normalized", "adamax", "rmsprop", "sgd,clip-norm=1")) {
      try (WorkerTeam team = new WorkerTeam(1);
          ParameterVector vector = vector(DType.FLOAT32)) {
        double[] before = values(vector);
        named(name).over(vector, team, RATE).step();
        assertArrayEquals(before, values(vector), name);
      }
    }
  }

  @Test
  void rate_ofAnNd4jSchedule_isTheStepSize() {
    Rate byStep = Schedules.rate(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.5));
    assertEquals(0.1, byStep.at(0, 1), 1e-15);
    assertEquals(0.025, byStep.at(2, 1), 1e-15);
    Rate byEpoch = Schedules.rate(new StepSchedule(ScheduleType.EPOCH, 1, 0.1, 1));
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT64)) {
      Optimizer sgd = Optimization.of(new Sgd(0, false)).over(vector, team, byEpoch);
      for (int epoch = 1; epoch <= 3; epoch++) {
        double before = values(vector)[0];
        sgd.begin(epoch);
        step(sgd, 7);
        double g = new Random(7).doubles(1, -1, 1).findFirst().orElseThrow();
        assertEquals(Math.pow(0.1, epoch - 1) * g, before - values(vector)[0], 1e-14);
      }
    }
  }

  @Test
  void step_rateThatIsNone_isRefused() {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT32)) {
      Optimizer sgd = Optimization.of(new Sgd(0, false)).over(vector, team, (s, e) -> Double.NaN);
      String message = assertThrows(IllegalArgumentException.class, sgd::step).getMessage();
      assertEquals("learning-rate of step 0 must be >= 0 and finite; got NaN", message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw:0.05", "rmsprop:0.9", "sgd:0.5", "nesterov:0.8", "adamax"})
  void parse_text_isTheRule(String text) {
    assertEquals(text, Rule.parse(text).text());
    assertEquals(Rule.parse(text), Rule.parse(Rule.parse(text).text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adamm | unknown optimizer 'adamm'; known: adam, adamw, rmsprop, sgd, nesterov, adamax"
            + " (did you mean 'adam'?)",
        "adam:1 | optimizer adam takes no number; got adam:1",
        "sgd:x | optimizer must be a name, or a name:number; got sgd:x",
        "sgd:1 | sgd: momentum must lie in [0, 1); got 1.0",
        "adamw:-1 | adamw: decay must be >= 0 and finite; got -1.0",
        "rmsprop:NaN | rmsprop: smoothing must lie in [0, 1); got NaN"
      })
  void parse_textThatIsNone_isRefused(String text, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> Rule.parse(text)).getMessage());
  }

  @Test
  void optimization_valuesOutOfRange_areRefused() {
    Optimization adam = Optimization.adam();
    for (double bad : new double[] {0, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> adam.withClipNorm(bad));
    }
    for (double bad : new double[] {1, -0.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> adam.withAverage(bad));
    }
  }
}
