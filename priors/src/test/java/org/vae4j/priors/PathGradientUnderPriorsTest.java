package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.GradientEstimator;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Iwae;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;

/**
 * Gradients along the path agree with the total ones in expectation under priors that learn: in the
 * encoder, in the prior, and where the prior is made of the encoder.
 */
class PathGradientUnderPriorsTest {
  private static final int EXAMPLES = 200;
  private static final int STEPS = 80;
  private static final double[] X = examples();

  private static double[] examples() {
    Random random = new Random(8);
    return random.doubles((long) EXAMPLES * Subjects.FEATURES, -1, 1).toArray();
  }

  static Stream<Arguments> priors() {
    return PriorCatalogue.load().families().stream()
        .filter(family -> !family.name().equals("standard-normal"))
        .flatMap(
            family -> Stream.of(Arguments.of(family.name(), 0), Arguments.of(family.name(), 1)));
  }

  private static Prior prior(String name, Encoder encoder) {
    if (name.equals("vamp")) {
      return VampPrior.fromNoise(
          encoder,
          Shape.of(Subjects.COMPONENTS, Subjects.FEATURES),
          PseudoInputs.NOISE.withClip(PseudoInputs.Clip.NONE).withWeights(true),
          new Initializer(1));
    }
    return PriorCatalogue.load()
        .create(
            name,
            Subjects.context(encoder, Subjects.FEATURES, Subjects.Variant.of(name).options()));
  }

  private static Vae vae(String prior, int upper) {
    Vae vae =
        Vae.builder(Subjects.FEATURES)
            .hidden(3)
            .latent(2)
            .upperLatent(upper)
            .likelihood(new Gaussian())
            .build(encoder -> prior(prior, encoder));
    Random random = new Random(4);
    for (Parameter parameter : vae.parameters()) {
      double[] values = parameter.value().toDoubleArray();
      Arrays.setAll(values, i -> values[i] + 0.3 * random.nextGaussian());
      parameter.assign(Tensor.of(parameter.shape(), values));
    }
    return vae;
  }

  @ParameterizedTest(name = "{0}, upper level of {1}")
  @MethodSource("priors")
  void stickingTheLanding_isTheTotalGradientOfTheElboInExpectation(String prior, int upper) {
    Vae vae = vae(prior, upper);
    Objective total = new Elbo(1, true);
    Objective stl = new Elbo(1, true, GradientEstimator.STL);
    assertEquals(0, farthest(gradients(vae, total), gradients(vae, stl)), 6);
  }

  @ParameterizedTest(name = "{0}, upper level of {1}")
  @MethodSource("priors")
  void doublyReparameterised_isTheTotalGradientInExpectation(String prior, int upper) {
    Vae vae = vae(prior, upper);
    Objective dreg = new Iwae(3, GradientEstimator.DREG);
    assertEquals(0, farthest(gradients(vae, new Iwae(3)), gradients(vae, dreg)), 6);
  }

  /** What a prior that is held still leaves out of the encoder's gradient is seen. */
  @Test
  void aPriorWithoutTheEncodersGradient_isSeen() {
    Vae vae = vae("vamp", 0);
    Vae held = new Vae(vae.encoder(), vae.decoder(), new Held(vae.prior()));
    Objective dreg = new Iwae(3, GradientEstimator.DREG);
    double[][] whole = gradients(vae, new Iwae(3));
    double[][] part = gradients(held, vae, dreg);
    assertTrue(farthest(whole, part) > 12, "it is " + farthest(whole, part));
  }

  /** A density whose parameters get no gradient. */
  private record Held(Prior inner) implements Prior {
    @Override
    public int latent() {
      return inner.latent();
    }

    @Override
    public Var logDensity(Var z) {
      return inner.logDensity(z).along(z);
    }

    @Override
    public Var sample(String name, int count) {
      return inner.sample(name, count);
    }

    @Override
    public List<Parameter> parameters() {
      return inner.parameters();
    }
  }

  /**
   * The greatest mean difference in standard errors, by the differences on the same draws; what
   * rounding can make counts as one.
   */
  private static double farthest(double[][] a, double[][] b) {
    double farthest = 0;
    for (int i = 0; i < a[0].length; i++) {
      double sum = 0;
      double squares = 0;
      double size = 0;
      for (int step = 0; step < STEPS; step++) {
        double difference = a[step][i] - b[step][i];
        sum += difference;
        squares += difference * difference;
        size += Math.abs(a[step][i]) / STEPS;
      }
      double mean = sum / STEPS;
      double error = Math.sqrt(Math.max(0, squares / STEPS - mean * mean) / (STEPS - 1));
      farthest = Math.max(farthest, Math.abs(mean) / (error + 2e-6 * (1 + size)));
    }
    return farthest;
  }

  private static double[][] gradients(Vae vae, Objective objective) {
    return gradients(vae, vae, objective);
  }

  /** The gradient in all parameters, for each step of noise. */
  private static double[][] gradients(Vae model, Vae of, Objective objective) {
    double[][] rows = new double[STEPS][];
    try (Engine engine = Engine.open(Backend.CPU, 1);
        ParameterVector all = ParameterVector.pack("all", of.parameters(), DType.FLOAT32);
        Plan plan =
            engine.plan(
                new Graphs(model, objective).training(EXAMPLES).differentiate(Graphs.LOSS, all))) {
      plan.feed(Pass.X, X);
      plan.feed(Objective.BETA, 1);
      for (int step = 0; step < STEPS; step++) {
        plan.draw(Draw.of(9, "path", step, EXAMPLES));
        plan.run();
        rows[step] = new double[all.length()];
        all.gradients().get(0, rows[step], 0, all.length());
      }
    }
    return rows;
  }
}
