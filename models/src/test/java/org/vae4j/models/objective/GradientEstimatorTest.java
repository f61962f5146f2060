package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;

/** Estimators of one gradient, on a linear Gaussian model. */
class GradientEstimatorTest {
  private static final int EXAMPLES = 4;
  private static final Split SPLIT = LinearGaussian.draw(EXAMPLES, 21);

  /** Gradients in the parameters of a part, one row per step of noise. */
  private static double[][] gradients(
      Vae vae, Objective objective, double beta, int steps, String part) {
    Graph graph =
        Graph.of(Map.of("loss", objective.loss(Pass.of(vae, EXAMPLES, objective.samples()))));
    List<Var> leaves =
        graph.nodes().stream()
            .filter(node -> node.op().is(Ops.PARAMETER))
            .filter(node -> node.op().toString().contains(part))
            .toList();
    List<Var> gradients = Gradients.of(graph.output("loss"), leaves);
    Map<String, Var> outputs = new TreeMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      outputs.put(leaves.get(i).op().toString(), gradients.get(i));
    }
    double[][] rows = new double[steps][];
    try (Plan plan = new ReferencePlan(Graph.of(outputs))) {
      plan.feed(Pass.X, LinearGaussian.tensor(SPLIT).toDoubleArray());
      if (plan.takes(Objective.BETA)) {
        plan.feed(Objective.BETA, beta);
      }
      for (int step = 0; step < steps; step++) {
        plan.draw(Draw.of(9, "estimator", step, EXAMPLES));
        plan.run();
        List<Double> row = new ArrayList<>();
        for (String name : outputs.keySet()) {
          for (double value : plan.read(name).toDoubleArray()) {
            row.add(value);
          }
        }
        rows[step] = row.stream().mapToDouble(Double::doubleValue).toArray();
      }
    }
    return rows;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  private static double[] variance(double[][] rows) {
    double[] mean = mean(rows);
    double[] variance = new double[mean.length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        variance[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / (rows.length - 1);
      }
    }
    return variance;
  }

  private static Vae wrong() {
    return LinearGaussian.exact(0.3, 2 * Math.log(1.3));
  }

  private static void agree(Objective one, Objective other, double beta) {
    int steps = 3000;
    double[][] a = gradients(wrong(), one, beta, steps, "");
    double[][] b = gradients(wrong(), other, beta, steps, "");
    double[] varianceA = variance(a);
    double[] varianceB = variance(b);
    for (int i = 0; i < varianceA.length; i++) {
      double error = Math.sqrt((varianceA[i] + varianceB[i]) / steps);
      assertEquals(mean(a)[i], mean(b)[i], 5 * error + 1e-12, one + " and " + other + " at " + i);
    }
  }

  @Test
  void dreg_isTheTotalGradientInExpectation() {
    agree(new Iwae(5), new Iwae(5, GradientEstimator.DREG), 1);
  }

  @Test
  void dreg_inWarmUp_isTheTotalGradientInExpectation() {
    agree(new Iwae(3), new Iwae(3, GradientEstimator.DREG), 0.4);
  }

  @Test
  void stl_ofTheElbo_isTheTotalGradientInExpectation() {
    agree(new Elbo(2, true), new Elbo(2, true, GradientEstimator.STL), 1);
  }

  @Test
  void stl_ofManyDraws_isBiased() {
    assertThrows(
        AssertionError.class, () -> agree(new Iwae(5), new Iwae(5, GradientEstimator.STL), 1));
  }

  @Test
  void oneDraw_makesDregStl() {
    assertArrayEquals(
        gradients(wrong(), new Iwae(1, GradientEstimator.STL), 1, 1, "")[0],
        gradients(wrong(), new Iwae(1, GradientEstimator.DREG), 1, 1, "")[0],
        1e-13);
  }

  @Test
  void stl_atTheTruePosterior_hasNoVarianceInTheEncoder() {
    Vae exact = LinearGaussian.exact(0, 0);
    double[] variance =
        variance(gradients(exact, new Elbo(1, true, GradientEstimator.STL), 1, 20, "encoder."));
    double[] total = variance(gradients(exact, new Elbo(1, true), 1, 20, "encoder."));
    for (int i = 0; i < variance.length; i++) {
      assertEquals(0, variance[i], 1e-25);
      assertTrue(total[i] > 1e-6, "the total gradient varies");
    }
  }

  @Test
  void dreg_atManyDraws_hasTheHigherSignalToNoiseInTheEncoder() {
    int steps = 200;
    assertTrue(
        signalToNoise(new Iwae(64, GradientEstimator.DREG), steps)
            > 2 * signalToNoise(new Iwae(64), steps));
  }

  private static double signalToNoise(Objective objective, int steps) {
    double[][] rows = gradients(wrong(), objective, 1, steps, "encoder.");
    double[] mean = mean(rows);
    double[] variance = variance(rows);
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < variance.length; i++) {
      signal += mean[i] * mean[i];
      noise += variance[i];
    }
    return Math.sqrt(signal / noise);
  }

  @Test
  void value_isTheBoundWhateverTheEstimator() {
    double[] values = new double[3];
    for (GradientEstimator estimator : GradientEstimator.values()) {
      Objective objective = new Iwae(6, estimator);
      Var loss = objective.loss(Pass.of(wrong(), EXAMPLES, 6));
      try (Plan plan = new ReferencePlan(Graph.of(Map.of("loss", loss)))) {
        plan.feed(Pass.X, LinearGaussian.tensor(SPLIT).toDoubleArray());
        plan.feed(Objective.BETA, 0.7);
        plan.draw(Draw.of(9, "estimator", 0, EXAMPLES));
        plan.run();
        values[estimator.ordinal()] = plan.scalar("loss");
      }
    }
    assertEquals(values[0], values[1], 1e-12);
    assertEquals(values[0], values[2], 1e-12);
  }

  @Test
  void estimatorsWithoutSense_areRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Elbo(1, false, GradientEstimator.STL));
    assertEquals(
        "elbo: gradient must be total, or stl with kl sampled; got stl without kl sampled",
        refused.getMessage());
  }
}
