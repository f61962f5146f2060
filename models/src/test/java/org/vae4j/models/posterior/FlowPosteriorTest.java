package org.vae4j.models.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.layer.Initializer;

/** The maps inside the posteriors that are flows. */
class FlowPosteriorTest {
  private static final int EXAMPLES = 2;
  private static final int HIDDEN = 3;
  private static final int DRAWS = 4;

  private static FlowHead head(PosteriorKind kind, int latent, double moved) {
    FlowHead head =
        (FlowHead)
            kind.head(HIDDEN, latent, PosteriorFixtures.options(kind, 1, 3, 7), new Initializer(3));
    Random random = new Random(5);
    for (Parameter parameter : head.parameters()) {
      double[] values = parameter.value().toDoubleArray();
      Arrays.setAll(values, i -> values[i] + moved * random.nextGaussian());
      parameter.assign(Tensor.of(parameter.shape(), values));
    }
    return head;
  }

  private static Var features() {
    double[] hidden = new Random(8).doubles(EXAMPLES * HIDDEN, -1, 1).toArray();
    return Var.constant(Tensor.of(Shape.of(EXAMPLES, HIDDEN), hidden));
  }

  private static Flow flow(PosteriorKind kind, int latent, double moved) {
    return head(kind, latent, moved).flow(features());
  }

  private static double[] points(int latent) {
    return new Random(6).doubles(EXAMPLES * DRAWS * latent, -2, 2).toArray();
  }

  private static Var var(double[] points, int latent) {
    return Var.constant(Tensor.of(Shape.of(EXAMPLES, DRAWS, latent), points));
  }

  private static double[] value(Var var) {
    return Engine.evaluate(var).toDoubleArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANAR", "COUPLING", "IAF"})
  void start_isTheIdentity(PosteriorKind kind) {
    double[] points = points(3);
    Flow.Moved moved = flow(kind, 3, 0).forward(var(points, 3));
    assertArrayEquals(points, value(moved.z()), 1e-14);
    assertArrayEquals(new double[EXAMPLES * DRAWS], value(moved.logDeterminant()), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-16, 1e-8, 1e-4, 1, 100})
  void planar_withoutDirection_isTheIdentityHoweverShortItsNormals(double length) {
    Var zero = Var.constant(Tensor.zeros(Shape.of(EXAMPLES, 1, 3)));
    double[] normal = {length, 2 * length, 3 * length, -length, 0, length};
    Parameter normals = new Parameter("w", Tensor.of(Shape.of(EXAMPLES, 1, 3), normal));
    PlanarFlow flow =
        PlanarFlow.of(zero, normals.var(), Var.constant(Tensor.filled(Shape.of(EXAMPLES, 1), 1)));
    Var moved = flow.forward(var(points(3), 3)).z();
    try (Engine engine = Engine.open(Backend.CPU, 1);
        ParameterVector vector = ParameterVector.pack("w", List.of(normals), engine.dtype());
        Plan plan =
            engine.plan(
                Graph.of(Map.of("z", moved, "loss", moved.sum())).differentiate("loss", vector))) {
      plan.run();
      assertArrayEquals(points(3), plan.read("z").toDoubleArray(), 3e-7);
      double[] gradient = new double[6];
      vector.gradients().get(0, gradient, 0, 6);
      assertArrayEquals(new double[6], gradient);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANAR", "COUPLING", "IAF"})
  void inverse_undoesForward(PosteriorKind kind) {
    for (int latent : new int[] {1, 2, 5}) {
      Flow flow = flow(kind, latent, 0.7);
      double[] points = points(latent);
      Flow.Moved there = flow.forward(var(points, latent));
      Flow.Moved back = flow.inverse(there.z());
      assertArrayEquals(points, value(back.z()), 1e-9, kind + " of " + latent);
      assertArrayEquals(value(there.logDeterminant().negate()), value(back.logDeterminant()), 1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANAR", "COUPLING", "IAF"})
  void logDeterminant_isThatOfTheJacobian(PosteriorKind kind) {
    int d = 3;
    Flow flow = flow(kind, d, 0.7);
    double[] points = points(d);
    double[] logDeterminant = value(flow.forward(var(points, d)).logDeterminant());
    double step = 1e-6;
    double[][] columns = new double[d][];
    for (int axis = 0; axis < d; axis++) {
      int moved = axis;
      double[] up = points.clone();
      double[] down = points.clone();
      Arrays.setAll(up, i -> up[i] + (i % d == moved ? step : 0));
      Arrays.setAll(down, i -> down[i] - (i % d == moved ? step : 0));
      double[] high = value(flow.forward(var(up, d)).z());
      double[] low = value(flow.forward(var(down, d)).z());
      columns[axis] = high;
      Arrays.setAll(high, i -> (high[i] - low[i]) / (2 * step));
    }
    for (int row = 0; row < EXAMPLES * DRAWS; row++) {
      int r = row * d;
      double determinant = 0;
      for (int i = 0; i < d; i++) {
        double[] a = columns[i];
        double[] b = columns[(i + 1) % d];
        double[] c = columns[(i + 2) % d];
        determinant += a[r] * (b[r + 1] * c[r + 2] - b[r + 2] * c[r + 1]);
      }
      assertEquals(Math.log(Math.abs(determinant)), logDeterminant[row], 1e-7);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANAR", "COUPLING", "IAF"})
  void mean_isTheImageOfTheBasesMean(PosteriorKind kind) {
    FlowPosterior q = head(kind, 2, 0.7).apply(features());
    Var image = flow(kind, 2, 0.7).forward(q.base().mean().reshape(EXAMPLES, 1, 2)).z();
    assertArrayEquals(value(image), value(q.mean()), 1e-14);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANAR", "COUPLING", "IAF"})
  void pointsForAllExamples_areThoseOfEach(PosteriorKind kind) {
    Flow flow = flow(kind, 2, 0.7);
    double[] common = {0.3, -1, 2, 0.5, -0.2, 0.1, 1, 1};
    double[] twice = new double[16];
    Arrays.setAll(twice, i -> common[i % 8]);
    Var shared = Var.constant(Tensor.of(Shape.of(1, DRAWS, 2), common));
    assertArrayEquals(
        value(flow.inverse(var(twice, 2)).z()), value(flow.inverse(shared).z()), 1e-13);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.01, 0.5, 1, 1.5, 20, 1e6})
  void planarHeight_isTheRoot(double slope) {
    for (double a : new double[] {0, 1e-12, 1e-4, 0.01, 0.3, 1, 2.5, 20, 1e4}) {
      double height = a - Math.tanh(a) + slope * Math.tanh(a);
      double found = PlanarHeight.root(height, slope);
      double bend = Math.tanh(a);
      double steepness = bend * bend + slope * (1 - bend * bend);
      // The height's own last digit is that of a, which the difference from tanh leaves in it.
      double digit = 4e-16 * (a + (a + height) / steepness + 1e-16);
      assertEquals(a, found, digit, "slope " + slope);
    }
  }

  @Test
  void planarHeight_hasTheGradientsOfTheImplicitFunction() {
    Var height = Var.input("height", Shape.of(4));
    Var slope = Var.input("slope", Shape.of(4));
    Map<String, Tensor> feeds =
        Map.of(
            "height", Tensor.of(Shape.of(4), 0.3, -2.0, 1e-3, 4.0),
            "slope", Tensor.of(Shape.of(4), 0.4, 3.0, 0.9, 1.5));
    Var loss = PlanarHeight.of(height, slope).square().sum();
    for (GradientCheck.Report report :
        List.of(
            GradientCheck.first(loss, feeds, List.of(height, slope), 3),
            GradientCheck.second(loss, feeds, List.of(height, slope), 3))) {
      assertTrue(report.passes(), report::toString);
    }
  }
}
