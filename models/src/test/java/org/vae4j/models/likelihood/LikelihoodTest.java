package org.vae4j.models.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Functions;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class LikelihoodTest {
  private static final Bernoulli BERNOULLI = new Bernoulli(true);

  private static double[] logDensity(Likelihood likelihood, Tensor x, Tensor decoded) {
    return Engine.evaluate(likelihood.logDensity(Var.constant(x), Var.constant(decoded)))
        .toDoubleArray();
  }

  @Test
  void bernoulli_sumsToOneOverAllExamples() {
    double[] all = new double[8 * 3];
    for (int i = 0; i < all.length; i++) {
      all[i] = i / 3 >> i % 3 & 1;
    }
    Tensor logits = Tensor.of(Shape.of(1, 3), 0.3, -2.0, 4.0);
    double total = 0;
    for (double value : logDensity(BERNOULLI, Tensor.of(Shape.of(8, 3), all), logits)) {
      total += Math.exp(value);
    }
    assertEquals(1, total, 1e-14);
  }

  @Test
  void bernoulli_staysExactAtExtremeLogits() {
    Tensor x = Tensor.of(Shape.of(4, 1), 1.0, 0, 1, 0);
    Tensor logits = Tensor.of(Shape.of(4, 1), 1e4, 1e4, -1e4, -40.0);
    double[] values = logDensity(BERNOULLI, x, logits);
    assertEquals(0, values[0]);
    assertEquals(-1e4, values[1]);
    assertEquals(-1e4, values[2]);
    assertEquals(-Math.exp(-40), values[3], 1e-30);
  }

  @Test
  void bernoulli_meanIsTheProbability() {
    Var logits = Var.constant(Tensor.of(Shape.of(1, 2), 0.5, -3.0));
    double[] mean = Engine.evaluate(BERNOULLI.mean(logits)).toDoubleArray();
    assertEquals(Functions.sigmoid(0.5), mean[0], 1e-15);
    assertEquals(Functions.sigmoid(-3), mean[1], 1e-15);
    assertTrue(BERNOULLI.binary());
    assertEquals(5, BERNOULLI.outputsFor(5));
  }

  @Test
  void gaussian_isTheDensityWithOneVarianceForAllFeatures() {
    Gaussian gaussian = new Gaussian();
    Parameter logVar = gaussian.parameters().get(0);
    logVar.assign(Tensor.scalar(Math.log(0.25)));
    Tensor x = Tensor.of(Shape.of(1, 2), 1.0, -1.0);
    Tensor mean = Tensor.of(Shape.of(1, 2), 0.5, 0.0);
    double expected = -0.5 * (1 + 4) - Math.log(2 * Math.PI * 0.25);
    assertEquals(expected, logDensity(gaussian, x, mean)[0], 1e-14);
  }

  @Test
  void gaussian_variance_isBestAtTheMeanSquare() {
    Gaussian gaussian = new Gaussian();
    Parameter logVar = gaussian.parameters().get(0);
    Tensor x = Tensor.of(Shape.of(1, 2), 2.0, -4.0);
    Tensor mean = Tensor.zeros(Shape.of(1, 2));
    double best = Math.log((4 + 16) / 2.0);
    logVar.assign(Tensor.scalar(best));
    double top = logDensity(gaussian, x, mean)[0];
    for (double off : new double[] {-1e-3, 1e-3}) {
      logVar.assign(Tensor.scalar(best + off));
      assertEquals(-0.5 * off * off, logDensity(gaussian, x, mean)[0] - top, 1e-9);
    }
  }
}
