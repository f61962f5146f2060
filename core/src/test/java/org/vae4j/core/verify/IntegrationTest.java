package org.vae4j.core.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationTest {
  private static final double[] LOWER = {-12, -12};
  private static final double[] UPPER = {12, 12};

  private static Integral cubature(ToDoubleFunction<double[]> f, double tolerance) {
    return Cubature.integrate(
        points -> Arrays.stream(points).mapToDouble(f).toArray(), LOWER, UPPER, tolerance);
  }

  private static double gaussian(double x, double mean, double sd) {
    double u = (x - mean) / sd;
    return Math.exp(-0.5 * u * u) / (sd * Math.sqrt(2 * Math.PI));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void cubature_ofNarrowSeparateModes_missesNone(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] modes = new double[10][];
    for (int k = 0; k < modes.length; k++) {
      double sd = k == 0 ? 0.05 : 0.05 * Math.pow(20, random.nextDouble());
      modes[k] = new double[] {random.nextDouble(-5, 5), random.nextDouble(-5, 5), sd};
    }
    Integral integral =
        cubature(
            x -> {
              double sum = 0;
              for (double[] mode : modes) {
                sum += gaussian(x[0], mode[0], mode[2]) * gaussian(x[1], mode[1], mode[2]) / 10;
              }
              return sum;
            },
            1e-7);
    assertEquals(1, integral.value(), 1e-7);
    assertTrue(integral.errorEstimate() <= 1e-7, integral.toString());
    assertTrue(integral.evaluations() < 1_000_000, integral.toString());
  }

  @Test
  void cubature_ofOneNarrowMode_anywhereInACell_findsIt() {
    for (int i = 0; i < 8; i++) {
      double at = 0.75 * i / 8;
      Integral integral =
          cubature(x -> gaussian(x[0], at, 0.05) * gaussian(x[1], at / 2, 0.05), 1e-7);
      assertEquals(1, integral.value(), 1e-7);
    }
  }

  @Test
  void cubature_ofACorrelatedGaussian_isOne() {
    double rho = 0.999;
    double scale = 1 / Math.sqrt(1 - rho * rho);
    Integral integral =
        cubature(
            x -> gaussian(x[0], 0, 1) * gaussian((x[1] - rho * x[0]) * scale, 0, 1) * scale, 1e-9);
    assertEquals(1, integral.value(), 1e-9);
  }

  @Test
  void cubature_ofAPolynomial_isExactAtOnce() {
    Integral integral =
        Cubature.integrate(
            points -> Arrays.stream(points).mapToDouble(x -> x[0] * x[0] * x[1]).toArray(),
            new double[] {0, 1},
            new double[] {3, 2},
            1e-10);
    assertEquals(13.5, integral.value(), 1e-12);
    assertEquals(32 * 32 * (100 + 49), integral.evaluations());
  }

  @Test
  void cubature_ofAJump_refinesUntilTheErrorIsSmall() {
    Integral integral = cubature(x -> Math.hypot(x[0], x[1]) < 5 ? 1 : 0, 0.05);
    assertEquals(25 * Math.PI, integral.value(), 0.05);
  }

  @Test
  void cubature_outOfReach_throws() {
    ArithmeticException failure =
        assertThrows(
            ArithmeticException.class,
            () -> cubature(x -> Math.hypot(x[0], x[1]) < 5 ? 1 : 0, 1e-9));
    assertTrue(
        failure.getMessage().startsWith("cubature: the error must fall to 1.0E-9 within"),
        failure.getMessage());
  }

  @Test
  void cubature_badArguments_throw() {
    double[] unbounded = {12, Double.NaN};
    assertMessage(
        "cubature: corners must have 2 coordinates; got 1 and 2",
        () -> Cubature.integrate(points -> new double[0], new double[1], UPPER, 1));
    assertMessage(
        "cubature: bounds must be finite and ordered; got [-12.0, -12.0] and [12.0, NaN]",
        () -> Cubature.integrate(points -> new double[0], LOWER, unbounded, 1));
    assertMessage("cubature: tolerance must be > 0; got NaN", () -> cubature(x -> 1, Double.NaN));
    assertMessage(
        "cubature: the integrand must return one value per point; got 3 for 9536 points",
        () -> Cubature.integrate(points -> new double[3], LOWER, UPPER, 1));
  }

  @Test
  void integrand_notFinite_throwsWithThePoint() {
    ArithmeticException failure =
        assertThrows(
            ArithmeticException.class,
            () -> Quadrature.integrate(x -> x > 0.99 ? Double.NaN : 1, 0, 1, 1e-3));
    String start = "quadrature: the integrand must be finite; got NaN at [0.99";
    assertTrue(failure.getMessage().startsWith(start), failure.getMessage());
  }

  @Test
  void quadrature_ofKnownIntegrals() {
    assertEquals(2, value(Math::sin, 0, Math.PI), 1e-14);
    assertEquals(1, value(x -> gaussian(x, 1.234, 0.02), -12, 12), 1e-12);
    assertEquals(2.0 / 3, value(Math::sqrt, 0, 1), 1e-12);
    assertEquals(Math.atan(1000), value(x -> 1 / (1 + x * x), 0, 1000), 1e-12);
  }

  private static double value(DoubleUnaryOperator f, double lower, double upper) {
    return Quadrature.integrate(f, lower, upper, 1e-12).value();
  }

  @Test
  void rule_weights_addUpToTheUnitVolume() {
    Rule rule = Rule.of(2, 7);
    assertEquals(49, rule.size());
    assertEquals(1, Arrays.stream(rule.weights()).sum(), 1e-14);
    assertArrayEquals(new double[] {0.5, 0.5}, rule.nodes()[24], 1e-15);
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
