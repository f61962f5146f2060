package org.vae4j.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quadrature and draws as a user's checks: right on known pairs, and against a wrong claim. */
class NumericalKlTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static DoubleUnaryOperator normal(double mean, double sd) {
    double constant = -Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    return x -> constant - 0.5 * (x - mean) / sd * ((x - mean) / sd);
  }

  private static double kl(double m, double s, double n, double t) {
    double gap = (m - n) / t;
    return Math.log(t / s) + 0.5 * (s * s / t / t + gap * gap) - 0.5;
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1,2",
    "0,1,0,1e-3",
    "0,1,0,1e3",
    "5,0.1,-3,2",
    "1000,1,0,1",
    "-1e4,0.5,3,7",
    "0,1e-5,0,1"
  })
  void quadrature_ofNormals_isTheClosedForm(double m, double s, double n, double t) {
    Integral kl = NumericalKl.quadrature(normal(m, s), normal(n, t), -INF, INF);
    double expected = kl(m, s, n, t);
    assertEquals(expected, kl.value(), 1e-10 * expected);
    assertTrue(Math.abs(expected - kl.value()) <= 2 * kl.errorEstimate() + 1e-12 * expected);
  }

  @Test
  void quadrature_ofNearlyEqualDensities_keepsItsDigits() {
    Integral kl = NumericalKl.quadrature(normal(0, 1), normal(1e-5, 1), -INF, INF);
    assertEquals(0.5e-10, kl.value(), 1e-7 * 0.5e-10);
  }

  @Test
  void quadrature_onHalfLinesAndIntervals_isTheClosedForm() {
    DoubleUnaryOperator one = x -> -x;
    DoubleUnaryOperator three = x -> Math.log(3) - 3 * x;
    assertEquals(3 - 1 - Math.log(3), NumericalKl.quadrature(one, three, 0, INF).value(), 1e-12);
    DoubleUnaryOperator root = x -> -Math.log(2) - 0.5 * Math.log(x);
    DoubleUnaryOperator flat = x -> 0;
    assertEquals(1 - Math.log(2), NumericalKl.quadrature(root, flat, 0, 1).value(), 1e-10);
    assertEquals(Math.log(2) - 0.5, NumericalKl.quadrature(flat, root, 0, 1).value(), 1e-10);
  }

  @Test
  void quadrature_whereThereIsNoP_isInfinite() {
    DoubleUnaryOperator half = x -> x > 0 ? normal(0, 1).applyAsDouble(x) + Math.log(2) : -INF;
    assertEquals(INF, NumericalKl.quadrature(normal(0, 1), half, -INF, INF).value());
    assertEquals(Math.log(2), NumericalKl.quadrature(half, normal(0, 1), -INF, INF).value(), 1e-10);
  }

  @Test
  void quadrature_ofAPeakFarOut_needsALandmark() {
    DoubleUnaryOperator near = normal(0, 1);
    DoubleUnaryOperator far = normal(12345.678, 1e-4);
    DoubleUnaryOperator q =
        x -> Math.log(0.5 * Math.exp(near.applyAsDouble(x)) + 0.5 * Math.exp(far.applyAsDouble(x)));
    DoubleUnaryOperator p = normal(0, 1e4);
    ArithmeticException lost =
        assertThrows(ArithmeticException.class, () -> NumericalKl.quadrature(q, p, -INF, INF));
    assertTrue(lost.getMessage().contains("mass"), lost.getMessage());
    List<Landmark> there = List.of(new Landmark(12345.678, 1e-4));
    double kl = NumericalKl.quadrature(q, p, -INF, INF, there).value();
    double expected = 0.5 * (kl(0, 1, 0, 1e4) + kl(12345.678, 1e-4, 0, 1e4)) - Math.log(2);
    assertEquals(expected, kl, 1e-9 * expected);
  }

  @Test
  void quadrature_ofAnUnnormalisedDensity_throws() {
    assertThrows(
        ArithmeticException.class,
        () -> NumericalKl.quadrature(x -> -x * x, normal(0, 1), -INF, INF));
    assertThrows(
        IllegalArgumentException.class,
        () -> NumericalKl.quadrature(normal(0, 1), normal(0, 1), 1, -1));
  }

  /** As the package's tour has it: logistic distributions, one apart. */
  @Test
  void klFromSamples_ofAnOwnPair_agreesWithQuadratureAndRefusesAWrongClaim() {
    DoubleUnaryOperator logQ = x -> -x - 2 * Math.log1p(Math.exp(-x));
    DoubleUnaryOperator logP = x -> logQ.applyAsDouble(x - 1);
    double kl = NumericalKl.quadrature(logQ, logP, -INF, INF).value();
    double[] draws =
        new SplittableRandom(3).doubles(100_000).map(u -> Math.log(u / (1 - u))).toArray();
    MonteCarlo mean = MonteCarlo.klFromSamples(draws, logQ, logP);
    assertTrue(Math.abs(mean.zScore(kl)) < 4, mean + " against " + kl);
    assertTrue(Math.abs(mean.zScore(1.1 * kl)) > 4, mean + " against " + 1.1 * kl);
    double[][] rows = Arrays.stream(draws).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
    assertEquals(
        mean,
        MonteCarlo.klFromSamples(
            rows, x -> logQ.applyAsDouble(x[0]), x -> logP.applyAsDouble(x[0])));
  }

  @Test
  void of_constantDraws_hasNoSpreadAndOneDrawIsTooFew() {
    MonteCarlo mean = MonteCarlo.of(() -> 2, 10);
    assertEquals(new MonteCarlo(2, 0, 10), mean);
    assertEquals(0, mean.zScore(2));
    assertEquals(INF, mean.zScore(3));
    assertThrows(IllegalArgumentException.class, () -> MonteCarlo.of(1.0));
    assertThrows(IllegalArgumentException.class, () -> new Landmark(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Landmark(Double.NaN, 1));
  }
}
