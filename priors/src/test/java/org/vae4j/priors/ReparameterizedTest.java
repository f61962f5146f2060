package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoded;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;

/** Draws of a prior with gradients in all that its density depends on. */
class ReparameterizedTest {
  private static final int COUNT = 200_000;
  private static final double[] WEIGHTS = {0.5, 0.2, 0.3};
  private static final double[] MEANS = {-1, 2, 0.5, -1.5, 3, 1};

  private static GaussianMixturePrior prior() {
    double[] logits = new double[3];
    for (int k = 0; k < 3; k++) {
      logits[k] = Math.log(WEIGHTS[k]);
    }
    return GaussianMixturePrior.of(
        Tensor.of(Shape.of(3), logits),
        Tensor.of(Shape.of(3, 2), MEANS),
        Tensor.filled(Shape.of(3, 2), -3),
        ComponentHandling.MARGINAL);
  }

  /** A linear function of a point, whose expectation is a sum over components. */
  private static Var linear(Var z) {
    return z.times(Var.constant(Tensor.of(Shape.of(2), 0.7, -0.4))).sum(-1);
  }

  private static Map<String, double[]> run(Map<String, Var> outputs, double temperature) {
    try (Plan plan = new ReferencePlan(Graph.of(outputs))) {
      plan.feed(Prior.TEMPERATURE, temperature);
      plan.draw(Draw.of(21, "test", 0, COUNT));
      plan.run();
      return outputs.keySet().stream()
          .collect(Collectors.toMap(name -> name, name -> plan.read(name).toDoubleArray()));
    }
  }

  /**
   * The average over fixed noise against the sum over components, {@code d/dlogit_k sum_j pi_j f_j
   * = pi_k (f_k - sum_j pi_j f_j)}. The spread of the average is 0.005; dropping the gradient, or
   * that of softmax at temperature 1, misses by 0.1 and more.
   */
  @Test
  void reparameterized_atALowTemperature_hasTheGradientInTheWeights() {
    GaussianMixturePrior prior = prior();
    Var value = linear(prior.reparameterized("sample", COUNT)).mean();
    Var gradient = Subjects.gradients(value, prior.parameters().subList(0, 1)).get(0);
    Map<String, double[]> found = run(Map.of("value", value, "gradient", gradient), 0.1);
    double[] f = new double[3];
    double mean = 0;
    for (int k = 0; k < 3; k++) {
      f[k] = 0.7 * MEANS[2 * k] - 0.4 * MEANS[2 * k + 1];
      mean += WEIGHTS[k] * f[k];
    }
    double[] expected = new double[3];
    for (int k = 0; k < 3; k++) {
      expected[k] = WEIGHTS[k] * (f[k] - mean);
    }
    assertEquals(mean, found.get("value")[0], 0.02);
    assertArrayEquals(expected, found.get("gradient"), 0.03);
  }

  @Test
  void reparameterized_hasTheGradientsInMeansAndVariances() {
    GaussianMixturePrior prior = prior();
    Var z = prior.reparameterized("sample", COUNT);
    List<Var> gradients =
        Subjects.gradients(z.square().sum(-1).mean(), prior.parameters().subList(1, 3));
    Map<String, double[]> found =
        run(Map.of("means", gradients.get(0), "log-vars", gradients.get(1)), 0.5);
    double[] means = new double[6];
    double[] logVars = new double[6];
    for (int i = 0; i < 6; i++) {
      means[i] = WEIGHTS[i / 2] * 2 * MEANS[i];
      logVars[i] = WEIGHTS[i / 2] * Math.exp(-3);
    }
    assertArrayEquals(means, found.get("means"), 0.02);
    assertArrayEquals(logVars, found.get("log-vars"), 0.005);
  }

  @Test
  void reparameterized_valuesAreDrawsOfSingleComponents() {
    GaussianMixturePrior prior =
        GaussianMixturePrior.of(
            Tensor.zeros(Shape.of(3)),
            Tensor.of(Shape.of(3, 2), MEANS),
            Tensor.filled(Shape.of(3, 2), -60),
            ComponentHandling.MARGINAL);
    Var z = prior.reparameterized("sample", 500);
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("z", z)))) {
      plan.feed(Prior.TEMPERATURE, 5);
      plan.draw(Draw.of(3, "test", 0, 500));
      plan.run();
      Tensor draws = plan.read("z");
      for (int i = 0; i < 500; i++) {
        double x = draws.at(i, 0);
        double partner = x < -0.5 ? 2 : x < 1 ? -1.5 : 1;
        assertEquals(partner, draws.at(i, 1), 1e-9, "draw " + i + " lies between components");
      }
    }
  }

  @Test
  void reparameterized_ofAPriorWithoutComponents_isItsSample() {
    StandardNormal prior = new StandardNormal(2);
    Var one = prior.reparameterized("sample", 4);
    Var other = prior.sample("sample", 4);
    assertEquals(other.op(), one.op());
  }

  @Test
  void restart_placesComponentsOnClusters() {
    for (Covariance covariance : Covariance.values()) {
      GaussianMixturePrior truth = Subjects.gmm(ComponentHandling.MARGINAL, covariance);
      Tensor codes = draws(truth, 2000);
      GaussianMixturePrior prior =
          GaussianMixturePrior.drawn(
              3, 2, covariance, ComponentHandling.MARGINAL, new Initializer(1));
      double before = meanLogDensity(prior, codes);
      prior.restart(new Encoded(codes, codes), 1);
      double found = meanLogDensity(prior, codes);
      double best = meanLogDensity(truth, codes);
      assertTrue(
          found > best - 0.1 && before < best - 1,
          covariance + ": from " + before + " to " + found + " of " + best);
    }
  }

  private static Tensor draws(Prior prior, int count) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("z", prior.sample("sample", count))))) {
      plan.draw(Draw.of(5, "test", 0, count));
      plan.run();
      return plan.read("z");
    }
  }

  private static double meanLogDensity(Prior prior, Tensor codes) {
    return Engine.evaluate(prior.logDensity(Var.constant(codes)).mean()).scalar();
  }
}
