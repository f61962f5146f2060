package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.objective.BetaElbo;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.GradientEstimator;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Iwae;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.models.posterior.PosteriorOptions;

/** Every prior goes with every posterior: loss and gradients are finite, whatever computes them. */
class PosteriorsUnderPriorsTest {
  private static final int FEATURES = 6;
  private static final int BATCH = 5;

  private static final List<Objective> OBJECTIVES =
      List.of(
          new Elbo(),
          new BetaElbo(2, 4),
          new Elbo(2, true, GradientEstimator.STL),
          new Iwae(3),
          new Iwae(3, GradientEstimator.DREG));

  static Stream<Arguments> pairs() {
    return PriorCatalogue.load().families().stream()
        .flatMap(
            family ->
                Arrays.stream(PosteriorKind.values())
                    .map(kind -> Arguments.of(family.name(), kind)));
  }

  /** The doubly reparameterised gradient needs draws from q itself, not from its components. */
  private static List<Objective> objectives(PosteriorKind kind) {
    return kind == PosteriorKind.MIXTURE
        ? OBJECTIVES.subList(0, OBJECTIVES.size() - 1)
        : OBJECTIVES;
  }

  static Stream<String> priors() {
    return PriorCatalogue.load().families().stream().map(PriorFamily::name);
  }

  private static OptionValues options(PosteriorKind kind) {
    return kind.own(
        OptionValues.none()
            .with(PosteriorOptions.COMPONENTS, 2)
            .with(PosteriorOptions.LAYERS, 2)
            .with(PosteriorOptions.WIDTH, 4));
  }

  private static Vae vae(String prior, PosteriorKind kind, int upper, Likelihood likelihood) {
    VaeBuilder builder =
        Vae.builder(FEATURES)
            .hidden(4)
            .latent(3)
            .upperLatent(upper)
            .activation(Activation.TANH)
            .likelihood(likelihood)
            .posterior(kind, options(kind));
    Vae vae =
        builder.build(
            encoder ->
                PriorCatalogue.load()
                    .create(
                        prior,
                        Subjects.context(encoder, FEATURES, Subjects.Variant.of(prior).options())));
    Random random = new Random(5);
    for (Parameter parameter : vae.parameters()) {
      double[] values = parameter.value().toDoubleArray();
      Arrays.setAll(values, i -> values[i] + 0.1 * random.nextGaussian());
      parameter.assign(Tensor.of(parameter.shape(), values));
    }
    return vae;
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("pairs")
  void lossAndGradients_areFiniteWhateverComputesThem(String prior, PosteriorKind kind) {
    try (Engine cpu = Engine.open(Backend.CPU, 1)) {
      for (Likelihood likelihood : List.of(new Bernoulli(true), new Gaussian())) {
        for (Objective objective : objectives(kind)) {
          check(cpu, vae(prior, kind, 0, likelihood), objective, prior + ", " + kind);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void everyPriorOfTheUpperLevel_servesTwoLevels(String prior) {
    try (Engine cpu = Engine.open(Backend.CPU, 1)) {
      for (Objective objective : OBJECTIVES) {
        Vae vae = vae(prior, PosteriorKind.DIAGONAL, 2, new Bernoulli(true));
        check(cpu, vae, objective, prior + ", two levels");
      }
    }
  }

  private static void check(Engine cpu, Vae vae, Objective objective, String what) {
    try (ParameterVector all = ParameterVector.pack("all", vae.parameters(), DType.FLOAT32)) {
      Graph graph = new Graphs(vae, objective).training(BATCH).differentiate(Graphs.LOSS, all);
      try (Plan reference = new ReferencePlan(graph);
          Plan fused = cpu.plan(graph)) {
        double[] exact = gradients(reference, all);
        double[] rounded = gradients(fused, all);
        double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
        assertTrue(largest < 1e6, what + ", " + objective + ": " + largest);
        for (int i = 0; i < exact.length; i++) {
          assertEquals(
              exact[i], rounded[i], 1e-4 * (1 + largest), what + ", " + objective + " at " + i);
        }
      }
    }
  }

  /** The gradient in every parameter, and the loss. */
  private static double[] gradients(Plan plan, ParameterVector all) {
    Random random = new Random(2);
    plan.feed(Pass.X, random.ints(BATCH * FEATURES, 0, 2).asDoubleStream().toArray());
    if (plan.takes(Objective.BETA)) {
      plan.feed(Objective.BETA, 0.8);
    }
    plan.draw(Draw.of(3, "pairs", 0, BATCH));
    plan.run();
    double[] result = new double[all.length() + 1];
    all.gradients().get(0, result, 0, all.length());
    result[all.length()] = plan.scalar(Graphs.LOSS);
    return result;
  }
}
