package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Fixtures;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.PosteriorKind;

class TotalCorrelationTest {
  private static final int B = 5;
  private static final int D = 3;
  private static final int N = 40;

  private final double[] mean = new Random(1).doubles(B * D, -1, 1).toArray();
  private final double[] logVar = new Random(2).doubles(B * D, -1, 1).toArray();
  private final double[] z = new Random(3).doubles(B * D, -1.5, 1.5).toArray();

  private static Var rows(double[] values) {
    return Var.constant(Tensor.of(Shape.of(B, D), values));
  }

  private double density(int example, int of, int d) {
    double variance = Math.exp(logVar[of * D + d]);
    double off = z[example * D + d] - mean[of * D + d];
    return Math.exp(-off * off / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }

  /** The weights enter the joint density once, however many dimensions there are. */
  @ParameterizedTest
  @EnumSource(TotalCorrelation.class)
  void estimate_isTheRatioOfWeightedSums(TotalCorrelation estimator) {
    Var estimate = estimator.of(new DiagonalGaussian(rows(mean), rows(logVar)), rows(z), N);
    double[] found = Engine.evaluate(estimate).toDoubleArray();
    for (int i = 0; i < B; i++) {
      double joint = 0;
      double[] single = new double[D];
      for (int j = 0; j < B; j++) {
        double product = estimator.weight(i, j, B, N);
        for (int d = 0; d < D; d++) {
          single[d] += estimator.weight(i, j, B, N) * density(i, j, d);
          product *= density(i, j, d);
        }
        joint += product;
      }
      double expected = Math.log(joint);
      for (double one : single) {
        expected -= Math.log(one);
      }
      assertEquals(expected, found[i], 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "2, 9", "5, 5", "5, 1000", "1, 7"})
  void stratifiedWeights_sumToOne(int batch, int examples) {
    for (int i = 0; i < batch; i++) {
      double sum = 0;
      for (int j = 0; j < batch; j++) {
        sum += TotalCorrelation.STRATIFIED.weight(i, j, batch, examples);
      }
      assertEquals(1, sum, 1e-12);
    }
  }

  /** Over all ordered batches that hold example 0, the mean is the sum over all examples. */
  @Test
  void stratifiedSum_isUnbiased() {
    double[] q = {0.3, 1.7, 0.2, 0.9};
    double sum = 0;
    int batches = 0;
    for (int j = 1; j < 4; j++) {
      for (int k = 1; k < 4; k++) {
        if (j != k) {
          double[] batch = {q[0], q[j], q[k]};
          for (int column = 0; column < 3; column++) {
            sum += TotalCorrelation.STRATIFIED.weight(0, column, 3, 4) * batch[column];
          }
          batches++;
        }
      }
    }
    assertEquals((q[0] + q[1] + q[2] + q[3]) / 4, sum / batches, 1e-12);
  }

  @Test
  void posteriorThatDoesNotFactorise_isRefused() {
    Vae vae =
        Vae.builder(Fixtures.FEATURES)
            .hidden(5)
            .latent(2)
            .posterior(PosteriorKind.FULL)
            .build(StandardNormalFixture::of);
    Objective objective = new BetaTcVae(4, TotalCorrelation.WEIGHTED, N);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> objective.loss(Pass.of(vae, 3, 1)));
    assertEquals(
        "beta-tc-vae: q(z_d) needs the density of each dimension under every posterior, which a"
            + " diagonal Gaussian has; got full",
        refused.getMessage());
  }

  @Test
  void fewerExamplesThanABatch_areRefused() {
    DiagonalGaussian q = new DiagonalGaussian(rows(mean), rows(logVar));
    assertThrows(
        IllegalArgumentException.class, () -> TotalCorrelation.STRATIFIED.of(q, rows(z), B - 1));
  }
}
