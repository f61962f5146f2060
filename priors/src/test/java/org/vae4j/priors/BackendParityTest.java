package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.priors.contract.Perturbation;

/** The fused float32 plan of each prior against the float64 reference. */
class BackendParityTest {
  private static final int BATCH = 21;
  private static final int LATENT = 5;
  private static final int FEATURES = 11;
  private static final double TOLERANCE = 2e-5;

  static Stream<Arguments> cases() {
    return Subjects.Variant.all()
        .flatMap(variant -> Stream.of(1, 37).map(k -> Arguments.of(variant, k)));
  }

  @ParameterizedTest(name = "{0}, {1} components")
  @MethodSource("cases")
  void run_onCpu_agreesWithTheReference(Subjects.Variant variant, int components) {
    Encoder encoder = encoder();
    Prior prior = prior(variant, components, encoder);
    List<Parameter> parameters = new ArrayList<>(prior.parameters());
    parameters.addAll(encoder.parameters());
    try (ParameterVector vector = ParameterVector.pack("all", parameters, DType.FLOAT32);
        Engine cpu = Engine.open(Backend.CPU, 2)) {
      Graph graph = Graph.of(outputs(prior)).differentiate("loss", vector);
      try (Plan expected = new ReferencePlan(graph);
          Plan actual = cpu.plan(graph)) {
        assertEquals(CpuPlan.class, actual.getClass());
        run(expected);
        double[] gradient = gradients(vector);
        run(actual);
        assertClose("gradient", gradient, gradients(vector));
        for (String output : graph.outputs().keySet()) {
          assertClose(
              output, expected.read(output).toDoubleArray(), actual.read(output).toDoubleArray());
        }
      }
    }
  }

  private static Encoder encoder() {
    Initializer initializer = new Initializer(1);
    Mlp trunk = new Mlp("encoder", FEATURES, List.of(7), Activation.TANH, initializer);
    return new Encoder(trunk, LATENT, initializer);
  }

  private static Prior prior(Subjects.Variant variant, int components, Encoder encoder) {
    PriorContext context =
        new PriorContext(
            encoder,
            new Examples(
                Subjects.EXAMPLES,
                FEATURES,
                true,
                count -> Tensor.zeros(Shape.of(count, FEATURES))),
            options(variant, components),
            new Initializer(2));
    Prior prior = PriorCatalogue.load().create(variant.prior(), context);
    Perturbation.of(variant.prior().equals("flow") ? 0.05 : 0.5, 3).applyTo(prior);
    return prior;
  }

  private static OptionValues options(Subjects.Variant variant, int components) {
    boolean mixture = variant.options().given().containsKey("components");
    return mixture
        ? variant.options().with(GaussianMixturePrior.Family.COMPONENTS, components)
        : variant.options();
  }

  private static Map<String, Var> outputs(Prior prior) {
    Shape shape = Shape.of(BATCH, LATENT);
    Initializer values = new Initializer(4);
    Var z = Var.constant(values.normal("z", shape, 0, 1).value());
    DiagonalGaussian q =
        new DiagonalGaussian(
            Var.constant(values.normal("mean", shape, 0, 1).value()),
            Var.constant(values.normal("log-var", shape, -1, 1).value()));
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("density", prior.logDensity(z));
    outputs.put("kl", prior.klFrom(q, Latent.at(q, z)));
    outputs.put("training", prior.trainingKl(q, Latent.at(q, z)));
    outputs.put("sample", prior.sample("sample", 3 * BATCH));
    outputs.put("reparameterized", prior.reparameterized("again", 3 * BATCH));
    Var sample = outputs.get("reparameterized").square().mean();
    outputs.put(
        "loss", outputs.get("density").mean().plus(outputs.get("training").mean()).plus(sample));
    return outputs;
  }

  private static void run(Plan plan) {
    if (plan.takes(Prior.TEMPERATURE)) {
      plan.feed(Prior.TEMPERATURE, 0.5);
    }
    plan.draw(Draw.of(5, "test", 0, 3 * BATCH));
    plan.run();
  }

  private static double[] gradients(ParameterVector vector) {
    double[] result = new double[vector.length()];
    vector.gradients().get(0, result, 0, result.length);
    return result;
  }

  /** Within the tolerance of the greatest magnitude, at least 1. */
  private static void assertClose(String what, double[] expected, double[] actual) {
    double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * scale, what + " at " + i);
    }
  }
}
