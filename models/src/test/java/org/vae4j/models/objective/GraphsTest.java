package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Tensor;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;

class GraphsTest {
  private static final int BATCH = 4;
  private final Vae vae = Fixtures.vae(1);
  private final Graphs elbo = Graphs.of(vae);
  private final Split split = Fixtures.split(BATCH, 1);

  /** All outputs of a graph on the first {@code rows} examples with one fixed noise. */
  private Map<String, double[]> run(Graph graph, int rows, double beta) {
    float[] x = new float[rows * Fixtures.FEATURES];
    for (int row = 0; row < rows; row++) {
      split.fill(row, x, row * Fixtures.FEATURES);
    }
    Random random = new Random(9);
    double[] noise = random.doubles((long) rows * Fixtures.LATENT, -2, 2).toArray();
    Map<String, double[]> values = new LinkedHashMap<>();
    try (Plan plan = new ReferencePlan(graph)) {
      plan.feed(Pass.X, x);
      plan.fix(Pass.NOISE, noise);
      if (plan.takes(Objective.BETA)) {
        plan.feed(Objective.BETA, beta);
      }
      plan.run();
      graph.outputs().keySet().forEach(name -> values.put(name, plan.read(name).toDoubleArray()));
    }
    return values;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void loss_weighsTheKlByBeta() {
    for (double beta : new double[] {0, 0.3, 1}) {
      Map<String, double[]> values = run(elbo.training(BATCH), BATCH, beta);
      double expected =
          mean(values.get(Graphs.RECONSTRUCTION)) + beta * mean(values.get(Graphs.KL));
      assertEquals(expected, values.get(Graphs.LOSS)[0], 1e-13);
    }
  }

  @Test
  void terms_sumToTheKl() {
    Map<String, double[]> values = run(elbo.forward(BATCH), BATCH, 1);
    for (int row = 0; row < BATCH; row++) {
      double sum =
          values.get("kl.mean")[row]
              + values.get("kl.variance")[row]
              + values.get("kl.log-determinant")[row];
      assertEquals(values.get(Graphs.KL)[row], sum, 1e-13);
      assertTrue(values.get(Graphs.KL)[row] > 0);
    }
  }

  @Test
  void forward_isTheTrainingGraphWithoutItsLoss() {
    Map<String, double[]> training = run(elbo.training(BATCH), BATCH, 1);
    Map<String, double[]> forward = run(elbo.forward(BATCH), BATCH, 1);
    forward.forEach((name, values) -> assertEquals(mean(training.get(name)), mean(values), 0));
    assertFalse(forward.containsKey(Graphs.LOSS));
  }

  /** A shift of a head's bias shifts what it puts out, so that differences of it give d/d(q). */
  private double differences(String output) {
    double squares = 0;
    for (Parameter parameter : vae.encoder().parameters()) {
      if (parameter.name().matches("encoder\\.(mean|log-var)\\.bias")) {
        Tensor value = parameter.value();
        for (int i = 0; i < Fixtures.LATENT; i++) {
          double difference = at(output, parameter, value, i, 1e-5);
          difference -= at(output, parameter, value, i, -1e-5);
          squares += Math.pow(difference / 2e-5, 2);
        }
        parameter.assign(value);
      }
    }
    return squares;
  }

  private double at(String output, Parameter parameter, Tensor value, int index, double shift) {
    double[] shifted = value.toDoubleArray();
    shifted[index] += shift;
    parameter.assign(Tensor.of(value.shape(), shifted));
    return run(elbo.forward(1), 1, 1).get(output)[0];
  }

  @Test
  void probe_isTheSquaredGradientByDifferences() {
    Map<String, double[]> probed = run(elbo.probe(1), 1, 1);
    assertEquals(4, probed.size());
    probed.forEach(
        (name, value) -> {
          String term = name.substring("gradient.".length());
          String output = term.equals(Graphs.RECONSTRUCTION) ? term : "kl." + term;
          assertEquals(1, differences(output) / value[0], 1e-6, name);
        });
  }

  @Test
  void probe_keepsExamplesApart() {
    double[] together = run(elbo.probe(BATCH), BATCH, 1).get("gradient.reconstruction");
    double[] alone = run(elbo.probe(1), 1, 1).get("gradient.reconstruction");
    assertEquals(alone[0], together[0], 1e-12);
    assertEquals(BATCH, together.length);
  }
}
