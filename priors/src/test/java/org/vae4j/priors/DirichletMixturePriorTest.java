package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoded;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.priors.contract.Perturbation;

class DirichletMixturePriorTest {
  private static final int EXAMPLES = 150;
  private static final int COMPONENTS = 8;
  private static final Initializer INITIALIZER = new Initializer(6);

  /** Points of three clusters at the corners of a triangle. */
  private static Var points() {
    double[][] centres = {{-3, -2}, {3, -2}, {0, 3}};
    double[] values =
        INITIALIZER.normal("points", Shape.of(EXAMPLES, 2), 0, 0.5).value().toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += centres[i / 2 % 3][i % 2];
    }
    return Var.constant(Tensor.of(Shape.of(EXAMPLES, 2), values));
  }

  private static DirichletMixturePrior start(double concentration) {
    return DirichletMixturePrior.drawn(
        Shape.of(COMPONENTS, 2), concentration, EXAMPLES, INITIALIZER);
  }

  @Test
  void training_onThreeClusters_leavesThreeComponentsAlive() {
    DirichletMixturePrior sparse = start(0.001);
    Var points = points();
    DiagonalGaussian q = new DiagonalGaussian(points, points.times(0).plus(-4));
    fit(sparse, sparse.trainingKl(q, Latent.at(q, points)).mean());
    assertEquals(3, sparse.live());
    assertTrue(weightsAbove(1.0 / EXAMPLES, sparse.logMeanWeights()) == 3);

    GaussianMixturePrior plain =
        GaussianMixturePrior.drawn(COMPONENTS, 2, ComponentHandling.MARGINAL, INITIALIZER);
    fit(plain, plain.trainingKl(q, Latent.at(q, points)).mean());
    assertTrue(weightsAbove(1.0 / EXAMPLES, plain.logWeights()) > 3);
  }

  @Test
  void restart_movesComponentsToTheClusters() {
    DirichletMixturePrior prior =
        DirichletMixturePrior.drawn(Shape.of(3, 2), 0.001, EXAMPLES, INITIALIZER);
    Tensor points = Engine.evaluate(points());
    double before = mean(prior);
    prior.restart(new Encoded(Tensor.zeros(Shape.of(EXAMPLES, 1)), points), 1);
    double[] weights = values(prior.logMeanWeights());
    for (double log : weights) {
      assertEquals(Math.log(1 / 3.0), log, 0.02);
    }
    assertTrue(mean(prior) > before + 2, before + " and then " + mean(prior));
  }

  private static double mean(DirichletMixturePrior prior) {
    return values(prior.logDensity(points()).mean())[0];
  }

  private static long weightsAbove(double least, Var logWeights) {
    return Arrays.stream(values(logWeights)).filter(log -> Math.exp(log) > least).count();
  }

  /** Adam on all examples at once. */
  private static void fit(Trainable prior, Var loss) {
    try (ParameterVector vector = ParameterVector.pack("prior", prior.parameters(), DType.FLOAT64);
        Plan plan =
            new ReferencePlan(Graph.of(Map.of("loss", loss)).differentiate("loss", vector))) {
      int n = vector.length();
      double[] value = new double[n];
      double[] gradient = new double[n];
      double[] mean = new double[n];
      double[] square = new double[n];
      for (int step = 1; step <= 1500; step++) {
        plan.run();
        vector.gradients().get(0, gradient, 0, n);
        vector.values().get(0, value, 0, n);
        for (int i = 0; i < n; i++) {
          mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
          square[i] = 0.99 * square[i] + 0.01 * gradient[i] * gradient[i];
          double unbiased = mean[i] / (1 - Math.pow(0.9, step));
          double scale = Math.sqrt(square[i] / (1 - Math.pow(0.99, step)));
          value[i] -= 0.03 * unbiased / (scale + 1e-9);
        }
        vector.values().put(0, value, 0, n);
        vector.changed();
      }
    }
  }

  @Test
  void trainingKl_isNeverBelowTheReportedKl() {
    DirichletMixturePrior prior = start(0.5);
    Perturbation.of(1, 2).applyTo(prior);
    Var points = points();
    DiagonalGaussian q = new DiagonalGaussian(points, points.times(0));
    Latent draws = Latent.at(q, points);
    double[] training = values(prior.trainingKl(q, draws));
    double[] reported = values(prior.klFrom(q, draws));
    double share = values(prior.weightsKl())[0] / EXAMPLES;
    assertTrue(share > 0, "the weights' KL is " + share);
    for (int i = 0; i < training.length; i++) {
      assertTrue(training[i] >= reported[i] + share, training[i] + " and " + reported[i]);
    }
  }

  @Test
  void weights_areThoseOfADirichlet() {
    DirichletMixturePrior prior = start(0.5);
    Perturbation.of(1, 2).applyTo(prior);
    double[] a = values(prior.concentrations());
    assertEquals(0.5 * COMPONENTS + EXAMPLES, Arrays.stream(a).sum(), 1e-10);
    double[] mean = values(prior.logMeanWeights());
    double[] log = values(prior.meanLogWeights());
    assertEquals(1, Arrays.stream(mean).map(Math::exp).sum(), 1e-12);
    for (int k = 0; k < COMPONENTS; k++) {
      assertTrue(log[k] < mean[k]);
      assertEquals(digammaByRecurrence(a[k]) - digammaByRecurrence(154), log[k], 1e-9);
    }
  }

  /** From {@code digamma(x) = digamma(x + 1) - 1/x} and the asymptotic series far out. */
  private static double digammaByRecurrence(double x) {
    double sum = 0;
    double far = x;
    for (; far < 1000; far++) {
      sum -= 1 / far;
    }
    return sum + Math.log(far) - 1 / (2 * far) - 1 / (12 * far * far);
  }

  @Test
  void weightsKl_ofOneWeightOfOneComponent_isZero() {
    DirichletMixturePrior prior =
        DirichletMixturePrior.drawn(Shape.of(1, 2), 0.3, EXAMPLES, INITIALIZER);
    assertArrayEquals(new double[] {0}, values(prior.weightsKl()), 1e-12);
    assertEquals(1, prior.live());
    assertArrayEquals(new double[] {0}, values(prior.logMeanWeights()), 1e-14);
  }

  @Test
  void drawn_withNothingToDrawOrNoConcentration_isRefused() {
    for (double concentration : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> start(concentration));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> DirichletMixturePrior.drawn(Shape.of(3), 1, EXAMPLES, INITIALIZER));
    assertThrows(
        IllegalArgumentException.class,
        () -> DirichletMixturePrior.drawn(Shape.of(3, 2), 1, 0, INITIALIZER));
    assertEquals(
        "prior.logits", start(1).parameters().stream().map(Parameter::name).findFirst().get());
  }

  private static double[] values(Var var) {
    return Engine.evaluate(var).toDoubleArray();
  }
}
