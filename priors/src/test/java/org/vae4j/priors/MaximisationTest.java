package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.layer.Initializer;

/** The steps by which a mixture comes to lie over points. */
class MaximisationTest {
  private static final int POINTS = 300;
  private static final int K = 2;
  private static final int D = 3;

  private static Tensor points(double centre) {
    Random random = new Random(4);
    double[] values = new double[POINTS * D];
    for (int i = 0; i < values.length; i++) {
      double side = i / D % 2 == 0 ? -2 : 2;
      values[i] = centre + side * (i % D == 0 ? 1 : 0.2) + random.nextGaussian();
    }
    return Tensor.of(Shape.of(POINTS, D), values);
  }

  private static Tensor shares() {
    Random random = new Random(5);
    double[] values = new double[POINTS * K];
    for (int i = 0; i < POINTS; i++) {
      values[i * K] = random.nextDouble();
      values[i * K + 1] = 1 - values[i * K];
    }
    return Tensor.of(Shape.of(POINTS, K), values);
  }

  @Test
  void moments_areTheWeightedOnesOfEachGroup() {
    Tensor points = points(1);
    Tensor shares = shares();
    Moments moments = Moments.of(points, shares);
    Tensor covariances = moments.covariances();
    for (int k = 0; k < K; k++) {
      double size = 0;
      double[] mean = new double[D];
      for (int i = 0; i < POINTS; i++) {
        size += shares.at(i, k);
        for (int d = 0; d < D; d++) {
          mean[d] += shares.at(i, k) * points.at(i, d);
        }
      }
      assertEquals(Math.log(size / POINTS), moments.logWeights().at(k), 1e-5);
      for (int d = 0; d < D; d++) {
        assertEquals(mean[d] / size, moments.means().at(k, d), 1e-5);
        for (int e = 0; e < D; e++) {
          double sum = 0;
          for (int i = 0; i < POINTS; i++) {
            double off = points.at(i, d) - mean[d] / size;
            sum += shares.at(i, k) * off * (points.at(i, e) - mean[e] / size);
          }
          double floor = d == e ? 1e-4 : 0;
          assertEquals(sum / size + floor, covariances.at(k, d, e), 2e-5);
        }
      }
    }
    assertArrayEquals(
        covariances.diagonal().toDoubleArray(), moments.variances().toDoubleArray(), 1e-14);
  }

  /** Squares of the points themselves would leave no digit here. */
  @Test
  void moments_farFromTheOrigin_keepTheirDigits() {
    double[] near = Moments.of(points(0), shares()).covariances().toDoubleArray();
    double[] far = Moments.of(points(1e8), shares()).covariances().toDoubleArray();
    assertArrayEquals(near, far, 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Covariance.class)
  void fit_doesNotDependOnChunks(Covariance covariance) {
    List<double[]> fitted = new ArrayList<>();
    for (int numbers : new int[] {1, 7 * K * D, 1 << 18}) {
      GaussianMixturePrior prior =
          GaussianMixturePrior.drawn(
              K, D, covariance, ComponentHandling.MARGINAL, new Initializer(2));
      Maximisation.fromClusters(prior, points(1), 3, numbers, prior::assign);
      fitted.add(
          prior.parameters().stream()
              .flatMapToDouble(p -> Arrays.stream(p.value().toDoubleArray()))
              .toArray());
    }
    assertArrayEquals(fitted.get(0), fitted.get(1), 1e-9);
    assertArrayEquals(fitted.get(0), fitted.get(2), 1e-9);
  }
}
