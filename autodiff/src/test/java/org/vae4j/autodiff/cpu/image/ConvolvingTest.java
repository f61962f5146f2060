package org.vae4j.autodiff.cpu.image;

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
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;
import org.vae4j.core.backend.WorkerTeam;

/**
 * Convolutions strip by strip against the reference, from one image to many strips in each part.
 */
class ConvolvingTest {
  /** Images, channels out, window. */
  record Sizes(Shape image, int outputs, Window window) {
    Shape filter() {
      return Shape.of(window.height(), window.width(), image.dim(3), outputs);
    }

    Shape map() {
      return window.map(image, filter());
    }
  }

  static List<Sizes> sizes() {
    return List.of(
        new Sizes(Shape.of(9, 20, 22, 40), 24, new Window(4, 4, 2, 1)),
        new Sizes(Shape.of(5, 28, 28, 1), 32, new Window(4, 4, 2, 1)),
        new Sizes(Shape.of(1, 6, 5, 3), 70, new Window(3, 3, 1, 1)),
        new Sizes(Shape.of(3, 9, 9, 17), 5, new Window(2, 3, 3, 0)),
        new Sizes(Shape.of(2, 7, 8, 20), 2, new Window(5, 2, 1, 1)),
        new Sizes(Shape.of(6, 1, 1, 2), 3, new Window(1, 1, 1, 0)),
        new Sizes(Shape.of(2, 30, 30, 64), 9, new Window(5, 5, 1, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sizes")
  void run_theThreeConvolutions_agreeWithTheReference(Sizes sizes) {
    Graph graph = graph(sizes);
    try (Plan reference = new ReferencePlan(graph)) {
      feed(reference, sizes);
      reference.run();
      Map<String, float[]> actual = run(sizes, 2);
      for (String name : graph.outputs().keySet()) {
        double[] expected = reference.read(name).toDoubleArray();
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], actual.get(name)[i], 3e-6 * scale, name + " " + i);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sizes")
  void run_oneTwoAndFourWorkers_giveTheSameBits(Sizes sizes) {
    Map<String, float[]> one = run(sizes, 1);
    for (int workers : new int[] {2, 4}) {
      run(sizes, workers).forEach((name, value) -> assertArrayEquals(one.get(name), value, name));
    }
  }

  @Test
  void plan_patchesOfManyImages_takeNoPlaceInTheArena() {
    Sizes sizes = sizes().get(0);
    long kept = 0;
    try (WorkerTeam team = new WorkerTeam(1);
        CpuPlan plan = new CpuPlan(graph(sizes), team)) {
      for (PlanStage stage : plan.stages()) {
        kept += stage.results().stream().mapToLong(var -> 4L * (var.shape().size() + 64)).sum();
        assertTrue(stage.nodes().stream().noneMatch(node -> node.op().is("patches")));
      }
      kept += 4L * (sizes.image.size() + sizes.map().size() + sizes.filter().size() + 192);
      kept += Workspace.bytes(plan.lowered(), 1);
      assertTrue(plan.arenaBytes() <= kept, plan.arenaBytes() + " of " + kept);
    }
  }

  private static Graph graph(Sizes sizes) {
    Var image = Var.input("image", sizes.image);
    Var filter = Var.input("filter", sizes.filter());
    Var map = Var.input("map", sizes.map());
    Window window = sizes.window;
    Var y = image.conv2d(filter, window.stride(), window.padding());
    List<Var> gradients = Gradients.of(y.times(map).sum(), List.of(image, filter));
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("convolution", y);
    outputs.put("transposed", gradients.get(0));
    outputs.put("filter", gradients.get(1));
    return Graph.of(outputs);
  }

  private static void feed(Plan plan, Sizes sizes) {
    Random random = new Random(1);
    plan.feed("image", normal(random, sizes.image));
    plan.feed("filter", normal(random, sizes.filter()));
    plan.feed("map", normal(random, sizes.map()));
  }

  private static float[] normal(Random random, Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Map<String, float[]> run(Sizes sizes, int workers) {
    Graph graph = graph(sizes);
    Map<String, float[]> results = new LinkedHashMap<>();
    try (WorkerTeam team = new WorkerTeam(workers);
        Plan plan = new CpuPlan(graph, team)) {
      feed(plan, sizes);
      plan.run();
      for (String name : new ArrayList<>(graph.outputs().keySet())) {
        results.put(name, plan.read(name).toFloatArray());
      }
    }
    return results;
  }
}
