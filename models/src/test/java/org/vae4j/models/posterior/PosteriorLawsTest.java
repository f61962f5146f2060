package org.vae4j.models.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.verify.Cubature;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.levels.Conditional;
import org.vae4j.models.levels.LevelHead;

/** What every posterior owes to its density, at perturbed parameters, in two dimensions. */
class PosteriorLawsTest {
  private static final int HIDDEN = 3;
  private static final int EXAMPLES = 4;

  /** A form of q for codes of length 2, by a name. */
  private record Form(String name, Supplier<PosteriorHead> head) {
    static Form of(PosteriorKind kind) {
      return new Form(
          kind.toString(),
          () -> kind.head(HIDDEN, 2, PosteriorFixtures.options(kind, 3, 3, 5), new Initializer(3)));
    }

    /** One dimension above and one below. */
    static Form levels(PosteriorKind upper) {
      return new Form(
          "two levels under " + upper,
          () -> {
            Initializer start = new Initializer(3);
            Mlp trunk = new Mlp("lower", 2, List.of(4), Activation.TANH, start);
            return new LevelHead(
                upper.head(HIDDEN - 1, 1, PosteriorFixtures.options(upper, 3, 3, 5), start),
                HIDDEN - 1,
                new Conditional(trunk, new DiagonalHead("lower", 4, 1, start)));
          });
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Form> forms() {
    return Stream.concat(
        Arrays.stream(PosteriorKind.values()).map(Form::of),
        Stream.of(PosteriorKind.DIAGONAL, PosteriorKind.PLANAR).map(Form::levels));
  }

  /** Those whose mean is known. */
  static Stream<Form> closed() {
    return Stream.of(PosteriorKind.DIAGONAL, PosteriorKind.FULL, PosteriorKind.MIXTURE)
        .map(Form::of);
  }

  /** A head away from where it starts. */
  private static PosteriorHead head(Form form) {
    PosteriorHead head = form.head.get();
    Random random = new Random(7);
    for (Parameter parameter : head.parameters()) {
      double[] values = parameter.value().toDoubleArray();
      Arrays.setAll(values, i -> values[i] + 0.5 * random.nextGaussian());
      parameter.assign(Tensor.of(parameter.shape(), values));
    }
    return head;
  }

  private static Var features(int examples, double scale) {
    double[] hidden = new Random(8).doubles(examples * HIDDEN, -scale, scale).toArray();
    return Var.constant(Tensor.of(Shape.of(examples, HIDDEN), hidden));
  }

  private static Posterior posterior(Form form) {
    return head(form).apply(features(EXAMPLES, 1));
  }

  private static double[] run(Var output, long step) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("value", output)))) {
      plan.draw(Draw.of(5, "law", step, 100_000));
      plan.run();
      return plan.read("value").toDoubleArray();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void density_integratesToOne(Form form) {
    for (int example = 0; example < EXAMPLES; example++) {
      Posterior q = one(form, example);
      double mass =
          Cubature.integrate(
                  points -> density(q, points),
                  new double[] {-30, -30},
                  new double[] {30, 30},
                  1e-6)
              .value();
      assertEquals(1, mass, 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void densities_ofOneThing_areOneNumber(Form form) {
    Posterior q = posterior(form);
    for (Noise noise : List.of(Noise.perExample("posterior"), Noise.perDraw("posterior"))) {
      Latent latent = q.draw(noise, 5);
      assertArrayEquals(
          run(latent.logDensity(), 0), run(q.logDensity(latent), 0), 1e-10, "as a function of z");
    }
    Latent one = Latent.at(q, q.mean());
    double[] all = run(q.logDensities(q.mean()), 0);
    double[] own = run(one.logDensity(), 0);
    for (int i = 0; i < EXAMPLES; i++) {
      assertEquals(own[i], all[i * EXAMPLES + i], 1e-12, "of its own z among all");
    }
  }

  /** The mean over draws of a bump at the code is its integral by the density. */
  @ParameterizedTest
  @MethodSource("forms")
  void draws_areOfTheDensity(Form form) {
    Posterior q = posterior(form);
    double[] codes = run(q.mean(), 0);
    double[] integrals = new double[EXAMPLES];
    Arrays.setAll(integrals, i -> bump(one(form, i), codes[2 * i], codes[2 * i + 1]));
    for (Noise noise : List.of(Noise.perExample("posterior"), Noise.perDraw("posterior"))) {
      int draws = 20_000;
      Latent latent = q.draw(noise, draws);
      Var centre = q.mean().reshape(EXAMPLES, 1, 2);
      Var gap = latent.z().reshape(EXAMPLES, latent.samples(), 2).minus(centre);
      Var bumps = gap.square().sum(2).times(-2).exp();
      double[] mean = run(latent.mean(bumps), 1);
      double[] square = run(latent.mean(bumps.square()), 1);
      for (int i = 0; i < EXAMPLES; i++) {
        double error = Math.sqrt((square[i] - mean[i] * mean[i]) / draws);
        assertTrue(error < 0.05 * mean[i], "the test can see a fault; error " + error);
        assertEquals(integrals[i], mean[i], 4 * error + 1e-6, form + " example " + i);
      }
    }
  }

  /** The integral of {@code q(z) exp(-2 |z - code|^2)}. */
  private static double bump(Posterior one, double x, double y) {
    return Cubature.integrate(
            points -> {
              double[] density = density(one, points);
              for (int i = 0; i < density.length; i++) {
                double a = points[i][0] - x;
                double b = points[i][1] - y;
                density[i] *= Math.exp(-2 * (a * a + b * b));
              }
              return density;
            },
            new double[] {x - 3, y - 3},
            new double[] {x + 3, y + 3},
            1e-6)
        .value();
  }

  /** q of one example. */
  private static Posterior one(Form form, int example) {
    return head(form).apply(features(EXAMPLES, 1).slice(0, example, example + 1));
  }

  private static double[] density(Posterior one, double[][] points) {
    double[] flat = Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
    Var z = Var.constant(Tensor.of(Shape.of(points.length, 2), flat));
    return run(one.logDensities(z).exp(), 0);
  }

  /** Flows and levels have no mean in closed form; their code is another point. */
  @ParameterizedTest
  @MethodSource("closed")
  void meanOfTheDraws_isTheMean(Form form) {
    Posterior q = posterior(form);
    Latent latent = q.draw(Noise.perExample("posterior"), 20_000);
    double[] expected = run(q.mean(), 0);
    for (int axis = 0; axis < 2; axis++) {
      Var z = latent.perDraw(latent.z().slice(1, axis, axis + 1));
      double[] mean = run(latent.mean(z), 2);
      double[] square = run(latent.mean(z.square()), 2);
      for (int i = 0; i < EXAMPLES; i++) {
        double error = Math.sqrt((square[i] - mean[i] * mean[i]) / 20_000);
        assertEquals(expected[2 * i + axis], mean[i], 4.5 * error);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void klFromTheStandardNormal_isThatOfTheDraws(Form form) {
    Posterior q = posterior(form);
    StandardNormalFixture prior = new StandardNormalFixture(2);
    Latent latent = q.draw(Noise.perExample("posterior"), 20_000);
    double[] closed = run(prior.klFrom(q, latent), 3);
    Var ratio = latent.logDensity().minus(latent.perDraw(prior.logDensity(latent.z())));
    double[] mean = run(latent.mean(ratio), 3);
    double[] square = run(latent.mean(ratio.square()), 3);
    for (int i = 0; i < EXAMPLES; i++) {
      double error = Math.sqrt((square[i] - mean[i] * mean[i]) / 20_000);
      assertEquals(closed[i], mean[i], 4 * error + 1e-12);
      assertTrue(closed[i] > 0);
    }
  }

  /** With all parameters 0 every kind is N(0, I). */
  @ParameterizedTest
  @MethodSource("forms")
  void klAtThePrior_isZero(Form form) {
    PosteriorHead head = head(form);
    for (Parameter parameter : head.parameters()) {
      parameter.assign(Tensor.filled(parameter.shape(), 0));
    }
    Posterior q = head.apply(features(EXAMPLES, 1));
    Latent latent = q.draw(Noise.perExample("posterior"), 3);
    StandardNormalFixture prior = new StandardNormalFixture(2);
    assertArrayEquals(new double[EXAMPLES], run(prior.klFrom(q, latent), 4), 1e-13);
    assertArrayEquals(new double[EXAMPLES], run(prior.sampledKl(latent), 4), 1e-13);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void atExtremes_densitiesAndTheirGradientsAreFinite(Form form) {
    PosteriorHead head = head(form);
    Posterior q = head.apply(features(EXAMPLES, 15));
    Latent latent = q.draw(Noise.perExample("posterior"), 3);
    Var far = Var.constant(Tensor.of(Shape.of(3, 2), 1e3, -1e3, 0, 0, -1e-9, 50));
    Var own = latent.logDensity().sum().plus(q.logDensity(latent).sum());
    Var loss = own.plus(q.logDensities(far).times(1e-9).sum()).plus(latent.z().sum());
    Graph graph = Graph.of(Map.of("loss", loss));
    assertTrue(Double.isFinite(run(loss, 0)[0]));
    for (Var gradient : Gradients.of(graph.output("loss"), leaves(graph))) {
      assertTrue(Arrays.stream(run(gradient, 0)).allMatch(Double::isFinite));
    }
  }

  private static List<Var> leaves(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op().is(Ops.PARAMETER)).toList();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void gradients_agreeWithDifferences(Form form) {
    Posterior q = head(form).apply(features(2, 1));
    double[] normal = new Random(9).doubles(4, -1, 1).toArray();
    Var z = q.mean().plus(Var.constant(Tensor.of(Shape.of(2, 2), normal)));
    Var loss = q.logDensity(z).plus(q.logDensities(z).sum(1)).sum();
    List<Var> leaves = leaves(Graph.of(Map.of("loss", loss)));
    GradientCheck.Report report = GradientCheck.first(loss, Map.of(), leaves, 5);
    assertTrue(report.passes(), report::toString);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void gradientsThroughTheDraws_agreeWithDifferences(Form form) {
    PosteriorHead head = head(form);
    Latent latent = head.apply(features(2, 1)).draw(Noise.perExample("posterior"), 3);
    Var square = latent.perDraw(latent.z().square().sum(1));
    Var loss = latent.mean(square.plus(latent.logDensity())).sum();
    Random random = new Random(10);
    for (Parameter moved : head.parameters()) {
      double[] start = moved.value().toDoubleArray();
      double[] way = random.doubles(start.length, -1, 1).toArray();
      double[] slope = gradient(loss, moved);
      double along = 0;
      for (int i = 0; i < way.length; i++) {
        along += slope[i] * way[i];
      }
      double step = 1e-5;
      double difference = at(loss, moved, start, way, step) - at(loss, moved, start, way, -step);
      moved.assign(Tensor.of(moved.shape(), start));
      assertEquals(difference / (2 * step), along, 1e-6 * (1 + Math.abs(along)), moved.name());
    }
  }

  private static double[] gradient(Var loss, Parameter parameter) {
    Graph graph = Graph.of(Map.of("loss", loss));
    Var leaf =
        leaves(graph).stream()
            .filter(n -> n.op().toString().contains(parameter.name() + " "))
            .findFirst()
            .orElseThrow();
    return run(Gradients.of(graph.output("loss"), List.of(leaf)).get(0), 0);
  }

  private static double at(
      Var loss, Parameter parameter, double[] start, double[] way, double step) {
    double[] values = start.clone();
    Arrays.setAll(values, i -> start[i] + step * way[i]);
    parameter.assign(Tensor.of(parameter.shape(), values));
    return run(loss, 0)[0];
  }
}
