package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Support;
import org.vae4j.core.verify.Cubature;
import org.vae4j.core.verify.Quadrature;

/** Hellinger, Bhattacharyya, Jensen-Shannon, Jeffreys and alpha: ranges, symmetry, definitions. */
class SymmetricDivergencesTest {
  private static final double LOG_2 = Math.log(2);

  private static Distribution<Doubles> parse(String text) {
    return Distributions.parse(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,2)",
        "normal(0,1) | normal(0,1)",
        "normal(0,1) | normal(1e6,1e-8)",
        "normal(0,1e-8) | normal(0,1e8)",
        "gaussian([0,1],[[2,1],[1,1]]) | gaussian([1,0],[[3,0],[0,2]])",
        "categorical([0.2,0.8]) | categorical([0.9,0.1])",
        "categorical([1,0]) | categorical([0,1])",
        "poisson(1) | poisson(1e8)",
        "beta(1,1) | beta(50,0.1)",
        "gamma(2,3) | gamma(1e-3,1e3)"
      })
  void hellinger_isSymmetricAndBetween0And1(String q, String p) {
    double there = Hellinger.squared(parse(q), parse(p)).orElseThrow().scalar();
    double back = Hellinger.squared(parse(p), parse(q)).orElseThrow().scalar();
    assertTrue(0 <= there && there <= 1, "squared " + there);
    assertEquals(there, back, 1e-13);
    assertEquals(q.equals(p), there == 0);
    assertEquals(Math.sqrt(there), Hellinger.of(parse(q), parse(p)).value().scalar(), 1e-15);
    assertEquals(Method.CLOSED, Hellinger.of(parse(q), parse(p)).method());
    double distance = Bhattacharyya.closed(parse(q), parse(p)).orElseThrow().scalar();
    assertEquals(1 - there, Bhattacharyya.coefficient(Doubles.scalar(distance)).scalar(), 1e-15);
  }

  @Test
  void jensenShannon_ofClasses_isTheSumAndInRange() {
    double[][] rows = {{0.2, 0.3, 0.5}, {0.6, 0.4, 0}, {0, 0, 1}, {1, 0, 0}, {0.3, 0.3, 0.4}};
    for (double[] q : rows) {
      for (double[] p : rows) {
        double expected = 0;
        for (int i = 0; i < 3; i++) {
          double m = (q[i] + p[i]) / 2;
          expected += q[i] == 0 ? 0 : q[i] * Math.log(q[i] / m) / 2;
          expected += p[i] == 0 ? 0 : p[i] * Math.log(p[i] / m) / 2;
        }
        double actual = jensenShannon(q, p);
        assertEquals(expected, actual, 1e-15);
        assertEquals(actual, jensenShannon(p, q), 1e-16);
        assertEquals(Arrays.equals(q, p), actual == 0);
        assertTrue(actual <= LOG_2 + 1e-15);
      }
    }
    assertEquals(LOG_2, jensenShannon(new double[] {1, 0}, new double[] {0, 1}), 1e-15);
  }

  private static double jensenShannon(double[] q, double[] p) {
    return JensenShannon.closed(
            Categorical.of(Doubles.vector(q)), Categorical.of(Doubles.vector(p)))
        .orElseThrow()
        .scalar();
  }

  @Test
  void jensenShannon_nearby_isAnEighthOfChiSquared() {
    double step = 0x1p-30;
    double[] q = {0.5, 0.5};
    double[] p = {0.5 + step, 0.5 - step};
    double gap = p[0] - 0.5;
    Golden.assertClose(gap * gap / 2, jensenShannon(q, p), 1e-8, "near");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diagonal([0,0],[1,2]) | diagonal([1,1],[1,1])",
        "gaussian([0,0],[[1,0.5],[0.5,1]]) | mixture([0.5,0.5],"
            + "[diagonal([-1,0],[1,1]),diagonal([2,1],[0.7,0.5])])"
      })
  void of_thePlane_isTheIntegralWithinItsError(String q, String p) {
    SplittableRandom stream = new SplittableRandom(4);
    Estimate<Doubles> js = JensenShannon.of(parse(q), parse(p), stream, 20_000);
    assertEquals(Method.MONTE_CARLO, js.method());
    double shannon = cubature(q, p, SymmetricDivergencesTest::jensenShannonPart);
    assertEquals(shannon, js.value().scalar(), 4 * js.error().scalar());
    assertTrue(js.error().scalar() < 0.01);
    double root = cubature(q, p, (a, b) -> Math.sqrt(a * b));
    Estimate<Doubles> distance = Bhattacharyya.of(parse(q), parse(p), stream, 20_000);
    double tolerance = 4 * distance.error().scalar() + 1e-9;
    assertEquals(-Math.log(root), distance.value().scalar(), tolerance);
    Estimate<Doubles> square = Hellinger.squaredOf(parse(q), parse(p), stream, 20_000);
    assertEquals(1 - root, square.value().scalar(), 4 * square.error().scalar() + 1e-9);
  }

  private static double jensenShannonPart(double a, double b) {
    double m = (a + b) / 2;
    return m == 0
        ? 0
        : (a == 0 ? 0 : a * Math.log(a / m) / 2) + (b == 0 ? 0 : b * Math.log(b / m) / 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,2) | quadrature",
        "normal(0,1) | laplace(0.5,1) | quadrature",
        "gamma(2,3) | log-normal(0,1) | quadrature",
        "mixture([0.5,0.5],[normal(-3,1),normal(3,0.5)]) | student-t(3,0,1) | quadrature",
        "poisson(3) | poisson(5) | series",
        "poisson(2) | categorical([0.2,0.3,0.5]) | series",
        "uniform(0,2) | uniform(1,3) | quadrature",
        "beta(2,3) | uniform(0,1) | quadrature"
      })
  void of_numbers_isTheIntegral(String q, String p, String method) {
    Estimate<Doubles> js = JensenShannon.of(parse(q), parse(p));
    double expected = integral(q, p, SymmetricDivergencesTest::jensenShannonPart);
    assertEquals(expected, js.value().scalar(), 1e-10);
    assertEquals(expected, JensenShannon.of(parse(p), parse(q)).value().scalar(), 1e-10);
    assertEquals(method, js.method().text());
    double root = integral(q, p, (a, b) -> Math.sqrt(a * b));
    assertEquals(-Math.log(root), Bhattacharyya.of(parse(q), parse(p)).value().scalar(), 1e-10);
  }

  private static double integral(String q, String p, DoubleBinaryOperator f) {
    DoubleUnaryOperator integrand = x -> f.applyAsDouble(density(q, x), density(p, x));
    if (parse(q).support() == Support.COUNTS) {
      return IntStream.range(0, 80).mapToDouble(integrand::applyAsDouble).sum();
    }
    double[] edges = {-2e5, -2e3, -60, -1, 0, 0.5, 1, 2, 3, 60, 2e3, 2e5};
    double sum = 0;
    for (int i = 1; i < edges.length; i++) {
      sum += Quadrature.integrate(integrand, edges[i - 1], edges[i], 1e-13).value();
    }
    return sum;
  }

  private static double density(String text, double x) {
    return Math.exp(parse(text).logDensity(Doubles.scalar(x)).scalar());
  }

  @Test
  void of_farOrNearNumbers_isInRange() {
    Estimate<Doubles> far = JensenShannon.of(parse("normal(0,1e-8)"), parse("normal(1e6,1e8)"));
    assertEquals(LOG_2, far.value().scalar(), 1e-12);
    Estimate<Doubles> near = JensenShannon.of(parse("normal(0,1)"), parse("normal(1e-6,1)"));
    Golden.assertClose(1e-12 / 8, near.value().scalar(), 1e-6, "near");
    assertEquals(0, JensenShannon.of(parse("normal(3,1)"), parse("normal(3,1)")).value().scalar());
  }

  private static double cubature(String q, String p, DoubleBinaryOperator f) {
    return Cubature.integrate(
            points -> {
              Doubles x =
                  Doubles.of(
                      Shape.of(points.length, 2),
                      Stream.of(points).flatMapToDouble(Arrays::stream).toArray());
              double[] a = parse(q).logDensity(x).exp().toDoubleArray();
              double[] b = parse(p).logDensity(x).exp().toDoubleArray();
              double[] values = new double[a.length];
              Arrays.setAll(values, i -> f.applyAsDouble(a[i], b[i]));
              return values;
            },
            new double[] {-16, -16},
            new double[] {16, 16},
            1e-9)
        .value();
  }

  @Test
  void of_oneDistributionTwice_isZero() {
    Distribution<Doubles> mixture =
        parse("mixture([0.5,0.5],[diagonal([-1,0],[1,1]),diagonal([2,1],[0.7,0.5])])");
    SplittableRandom stream = new SplittableRandom(6);
    assertEquals(0, JensenShannon.of(mixture, mixture, stream, 100).value().scalar());
    assertEquals(0, Bhattacharyya.of(mixture, mixture, stream, 100).value().scalar());
    assertEquals(0, Renyi.of(1.5, mixture, mixture, stream, 100).value().scalar());
  }

  @Test
  void jeffreys_isTheSumOfBothDirections() {
    Distribution<Doubles> q = parse("gamma(2,3)");
    Distribution<Doubles> p = parse("gamma(3,1)");
    double sum =
        Kl.closed(q, p).orElseThrow().kl().scalar() + Kl.closed(p, q).orElseThrow().kl().scalar();
    assertEquals(sum, Jeffreys.closed(q, p).orElseThrow().scalar());
    Estimate<Doubles> estimate = Jeffreys.of(p, q);
    assertEquals(sum, estimate.value().scalar(), 1e-15);
    assertEquals(Method.CLOSED, estimate.method());
    assertEquals(
        Method.INFINITE, Jeffreys.of(parse("uniform(0,1)"), parse("uniform(0,2)")).method());
  }

  @Test
  void jeffreys_byDraws_isTheSumOfBothDirectionsAndOfTheirVariances() {
    Distribution<Doubles> q =
        parse("mixture([0.5,0.5],[diagonal([-1,0],[1,1]),diagonal([2,1],[0.7,0.5])])");
    Distribution<Doubles> p = parse("diagonal([0,0],[2,2])");
    Estimate<Doubles> sum = Jeffreys.of(q, p, new SplittableRandom(7), 1000);
    SplittableRandom stream = new SplittableRandom(7);
    Estimate<Doubles> to = Kl.of(q, p, stream, 1000);
    Estimate<Doubles> back = Kl.of(p, q, stream, 1000);
    assertEquals(to.value().scalar() + back.value().scalar(), sum.value().scalar());
    double error = Math.hypot(to.error().scalar(), back.error().scalar());
    assertEquals(error, sum.error().scalar(), 1e-15);
    assertTrue(error > 0);
  }

  @Test
  void alpha_inMinkasConvention_meetsItsNeighbours() {
    Distribution<Doubles> q = parse("normal(0,1)");
    Distribution<Doubles> p = parse("normal(1,1.5)");
    assertEquals(Kl.closed(q, p).orElseThrow().kl().scalar(), alpha(1, q, p), 1e-15);
    assertEquals(Kl.closed(p, q).orElseThrow().kl().scalar(), alpha(0, q, p), 1e-15);
    assertEquals(4 * Hellinger.squared(q, p).orElseThrow().scalar(), alpha(0.5, q, p), 1e-15);
    double chiSquared = Math.expm1(Renyi.closed(2, q, p).orElseThrow().scalar());
    assertEquals(chiSquared / 2, alpha(2, q, p), 1e-14);
    assertEquals(alpha(-0.5, q, p), alpha(1.5, p, q));
    assertEquals(alpha(1, q, p), alpha(AlphaDivergence.fromAmari(1), q, p));
    assertEquals(alpha(0.3, q, p), AlphaDivergence.of(0.3, q, p).value().scalar());
    assertThrows(IllegalArgumentException.class, () -> alpha(Double.NaN, q, p));
    Distribution<Doubles> apart = parse("categorical([1,0])");
    Estimate<Doubles> most = AlphaDivergence.of(0.75, apart, parse("categorical([0,1])"));
    assertEquals(1 / (0.75 * 0.25), most.value().scalar(), 1e-14);
    assertEquals(Method.CLOSED, most.method());
  }

  private static double alpha(double order, Distribution<Doubles> q, Distribution<Doubles> p) {
    return AlphaDivergence.closed(order, q, p).orElseThrow().scalar();
  }
}
