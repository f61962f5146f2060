package org.vae4j.models.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

class NegativeBinomialTest {
  private static final double[] COUNTS = {0, 1, 3, 20, 200};
  private static final double[] LOG_MEANS = {-2, 0, 1, 3.2, 5};

  /** {@code log n+r-1 over n} by its product, and the rest as the definition has it. */
  private static double logDensity(double n, double m, double r) {
    double sum = n * Math.log(m) - n * Math.log(m + r) - r * Math.log1p(m / r);
    for (int k = 0; k < n; k++) {
      sum += Math.log((r + k) / (k + 1));
    }
    return sum;
  }

  private static double slopeInLogR(double n, double m, double r) {
    double sum = (m - n) / (m + r) - Math.log1p(m / r);
    for (int k = 0; k < n; k++) {
      sum += 1 / (r + k);
    }
    return r * sum;
  }

  /** Data that are no more spread than Poisson counts send r to infinity. */
  @ParameterizedTest
  @ValueSource(doubles = {-8, -2, 0, 3, 8, 12, 16, 20})
  void logDensityAndSlope_inFloat32_keepTheirDigitsHoweverLargeR(double logR) {
    NegativeBinomial likelihood = new NegativeBinomial(1);
    Parameter parameter = likelihood.parameters().get(0);
    parameter.assign(Tensor.scalar(logR));
    double r = Math.exp(logR);
    for (int i = 0; i < COUNTS.length; i++) {
      double n = COUNTS[i];
      double m = Math.exp(LOG_MEANS[i]);
      Var x = Var.constant(Tensor.of(Shape.of(1, 1), n));
      Var decoded = Var.constant(Tensor.of(Shape.of(1, 1), LOG_MEANS[i]));
      Var value = likelihood.logDensity(x, decoded).sum();
      double[] found = inFloat32(value, List.of(parameter));
      double size = 1e-6 * (1 + n + n * Math.abs(LOG_MEANS[i]));
      assertEquals(logDensity(n, m, r), found[0], size, "log-density at " + n);
      assertEquals(slopeInLogR(n, m, r), found[1], size, "slope at " + n);
    }
  }

  /** {@code r (n - m) / (r + m)}: both counts and means far above r nearly cancel. */
  @ParameterizedTest
  @ValueSource(doubles = {-8, -3, 0, 3, 8, 14})
  void slopeInLogMeans_inFloat32_keepsItsDigitsHoweverLargeTheCounts(double logR) {
    NegativeBinomial likelihood = new NegativeBinomial(1);
    Parameter logInverse = likelihood.parameters().get(0);
    logInverse.assign(Tensor.scalar(logR));
    double r = Math.exp(logR);
    for (double n : new double[] {0, 3, 255, 20_000}) {
      for (double logMean : new double[] {-2, 1, 6, 10}) {
        double m = Math.exp(logMean);
        Parameter decoded = new Parameter("decoded", Tensor.of(Shape.of(1, 1), logMean));
        Var x = Var.constant(Tensor.of(Shape.of(1, 1), n));
        Var value = likelihood.logDensity(x, decoded.var()).sum();
        double[] found = inFloat32(value, List.of(decoded, logInverse));
        double terms = r * (n + m) / (r + m);
        assertEquals(r * (n - m) / (r + m), found[1], 1e-6 * terms, n + " at " + logMean);
      }
    }
  }

  /** A value, and its slope in the first of the parameters. */
  private static double[] inFloat32(Var value, List<Parameter> parameters) {
    try (Engine engine = Engine.open(Backend.CPU, 1);
        ParameterVector all = ParameterVector.pack("all", parameters, DType.FLOAT32);
        Plan plan = engine.plan(Graph.of(Map.of("value", value)).differentiate("value", all))) {
      plan.run();
      double[] slope = new double[1];
      all.gradients().get(0, slope, 0, 1);
      return new double[] {plan.scalar("value"), slope[0]};
    }
  }
}
