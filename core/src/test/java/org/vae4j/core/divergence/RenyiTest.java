package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.verify.Quadrature;

/** Renyi divergences against quadrature, their order, their limits and where they are infinite. */
class RenyiTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Distribution<Doubles> parse(String text) {
    return Distributions.parse(text);
  }

  private static double closed(double order, String q, String p) {
    return Renyi.closed(order, parse(q), parse(p)).orElseThrow().scalar();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,1.2) | -30 | 30",
        "normal(-1,0.5) | normal(1,2) | -30 | 30",
        "laplace(0,1) | laplace(0,1) | -60 | 60",
        "exponential(2) | exponential(1.5) | 0 | 60",
        "gamma(3,2) | gamma(2.5,1.5) | 0 | 60",
        "gamma(3,2) | exponential(1.8) | 0 | 60",
        "log-normal(0,0.5) | log-normal(0.3,0.6) | 1e-9 | 400",
        "inverse-gamma(8,2) | inverse-gamma(7,1.5) | 1e-9 | 30",
        "beta(3,4) | beta(4,3.5) | 0 | 1",
        "continuous-bernoulli(0.3) | continuous-bernoulli(0.7) | 0 | 1",
        "uniform(0.25,0.75) | uniform(0,1) | 0.25 | 0.75"
      })
  void closed_ofNumbers_isTheIntegral(String q, String p, double from, double to) {
    for (double order : new double[] {0.2, 0.5, 0.9, 1.5, 2}) {
      if (Renyi.closed(order, parse(q), parse(p)).isEmpty()) {
        assertTrue(q.startsWith("laplace"), q);
        continue;
      }
      double integral =
          Quadrature.integrate(
                  x -> {
                    double logQ = parse(q).logDensity(Doubles.scalar(x)).scalar();
                    double logP = parse(p).logDensity(Doubles.scalar(x)).scalar();
                    return Math.exp(order * logQ + (1 - order) * logP);
                  },
                  from,
                  to,
                  1e-13)
              .value();
      double expected = Math.log(integral) / (order - 1);
      double tolerance = 1e-10 * expected + 1e-12;
      assertEquals(expected, closed(order, q, p), tolerance, "order " + order);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,2)",
        "diagonal([0,1],[1,0.5]) | diagonal([1,1],[2,0.7])",
        "gaussian([0,1],[[2,1],[1,1]]) | gaussian([1,0],[[3,0],[0,2]])",
        "categorical([0.2,0.3,0.5]) | categorical([0.4,0.4,0.2])",
        "bernoulli(0.2) | bernoulli(0.7)",
        "poisson(2) | poisson(3)",
        "exponential(2) | exponential(1)",
        "gamma(3,2) | gamma(2,1)",
        "inverse-gamma(3,2) | inverse-gamma(2,1)",
        "beta(3,2) | beta(2,1.5)",
        "dirichlet([3,2,1]) | dirichlet([2,1.5,1])",
        "continuous-bernoulli(0.2) | continuous-bernoulli(0.6)",
        "uniform(0,1) | uniform(-1,3)"
      })
  void closed_ofGrowingOrder_growsThroughTheKl(String q, String p) {
    double previous = closed(Renyi.SUPPORT, q, p);
    assertTrue(previous >= 0);
    for (double order : new double[] {0.1, 0.3, 0.5, 0.8, 1, 1.2, 1.5, 2, 5, 30}) {
      double next = closed(order, q, p);
      assertTrue(next >= previous * (1 - 1e-13), order + ": " + next + " after " + previous);
      previous = next;
    }
    Renyi.closed(Renyi.WORST, parse(q), parse(p))
        .ifPresent(worst -> assertTrue(worst.scalar() >= closed(30, q, p) * (1 - 1e-13)));
    double kl = closed(Renyi.KL, q, p);
    assertEquals(kl, closed(1 - 1e-7, q, p), 1e-5 * kl, "from below");
    assertEquals(kl, closed(1 + 1e-7, q, p), 1e-5 * kl, "from above");
    assertEquals(0, closed(0.5, q, q));
    assertEquals(0, closed(2, q, q));
  }

  @Test
  void closed_ofInfiniteOrder_isTheLargestLogRatio() {
    assertEquals(Math.log(2) + 1.0 / 6, closed(INF, "normal(0,1)", "normal(1,2)"), 1e-15);
    assertEquals(INF, closed(INF, "normal(0,1)", "normal(1,1)"));
    assertEquals(0, closed(INF, "normal(0,1)", "normal(0,1)"));
    assertEquals(INF, closed(INF, "normal(0,2)", "normal(0,1)"));
    assertEquals(
        Math.log(2.5), closed(INF, "categorical([0.5,0.5])", "categorical([0.8,0.2])"), 1e-15);
    assertEquals(INF, closed(INF, "categorical([0.5,0.5])", "categorical([1,0])"));
    assertEquals(Math.log(2), closed(INF, "exponential(2)", "exponential(1)"), 1e-15);
    assertEquals(INF, closed(INF, "exponential(1)", "exponential(2)"));
    assertEquals(2, closed(INF, "poisson(1)", "poisson(3)"));
    assertEquals(Math.log(4), closed(INF, "uniform(0,1)", "uniform(-1,3)"), 1e-15);
  }

  @Test
  void closed_ofOrderZero_isTheMassWhereQIs() {
    assertEquals(
        -Math.log(0.3), closed(0, "categorical([0.5,0.5,0])", "categorical([0.1,0.2,0.7])"), 1e-15);
    assertEquals(3, closed(0, "poisson(0)", "poisson(3)"));
    assertEquals(Math.log(4), closed(0, "uniform(0,1)", "uniform(-1,3)"), 1e-15);
    assertEquals(0, closed(0, "normal(0,1)", "normal(1,2)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | normal(0,2) | normal(0,1)",
        "2 | normal(3,1.4142135623730953) | normal(0,1)",
        "2 | diagonal([0,0],[1,2]) | diagonal([0,0],[1,1])",
        "2 | gaussian([0,0],[[4,1],[1,4]]) | gaussian([0,0],[[1,0],[0,1]])",
        "3 | exponential(1) | exponential(2)",
        "3 | gamma(1,5) | gamma(4,1)",
        "3 | beta(1,1) | beta(1,2)",
        "3 | dirichlet([1,1,1]) | dirichlet([1,2,1])",
        "1.5 | categorical([0.5,0.5,0]) | categorical([0.5,0,0.5])",
        "1.5 | poisson(1) | poisson(0)",
        "1.5 | bernoulli(1) | bernoulli(0)",
        "0.5 | bernoulli(1) | bernoulli(0)",
        "0.5 | categorical([1,0]) | categorical([0,1])",
        "0.5 | uniform(0,1) | uniform(1,2)",
        "1.5 | uniform(0,2) | uniform(0,1)"
      })
  void closed_whereTheIntegralDivergesOrIsZero_isInfinite(double order, String q, String p) {
    assertEquals(INF, closed(order, q, p));
    assertEquals(Method.INFINITE, Renyi.of(order, parse(q), parse(p)).method());
  }

  @Test
  void closed_ofEqualCovariancesOfAnyShape_isEqual() {
    double[] sd = {0.5, 1.5};
    Doubles mean = Doubles.vector(1, 2);
    Doubles covariance = Doubles.of(Shape.of(2, 2), 0.25, 0, 0, 2.25);
    Doubles factor = Doubles.of(Shape.of(2, 2), 0.5, 0, 0, 1.5);
    Distribution<Doubles> p = parse("diagonal([0,0],[1,2])");
    Distribution<Doubles> q = new Diagonal<>(mean, Doubles.vector(sd));
    for (double order : new double[] {0.1, 0.5, 0.9, 3}) {
      double expected = Renyi.closed(order, q, p).orElseThrow().scalar();
      double back = Renyi.closed(order, p, q).orElseThrow().scalar();
      for (Distribution<Doubles> same :
          List.of(Gaussian.of(mean, covariance), Gaussian.ofFactor(mean, factor))) {
        assertEquals(expected, Renyi.closed(order, same, p).orElseThrow().scalar(), 1e-14);
        assertEquals(back, Renyi.closed(order, p, same).orElseThrow().scalar(), 1e-14);
      }
    }
  }

  @Test
  void closed_ofABatch_isThatOfItsRows() {
    Doubles means = Doubles.of(Shape.of(3, 2), 0, 1, 3, -2, 0.5, 0.5);
    Distribution<Doubles> p = parse("gaussian([1,1],[[2,1],[1,3]])");
    for (double order : new double[] {0.3, 2}) {
      double[] batch =
          Renyi.closed(order, new Diagonal<>(means, Doubles.vector(1, 1.9)), p)
              .orElseThrow()
              .toDoubleArray();
      double[] rows = new double[3];
      for (int i = 0; i < 3; i++) {
        Doubles mean = means.slice(0, i, i + 1).reshape(2);
        rows[i] =
            Renyi.closed(order, new Diagonal<>(mean, Doubles.vector(1, 1.9)), p)
                .orElseThrow()
                .scalar();
      }
      assertArrayEquals(rows, batch, 1e-14);
    }
  }

  @Test
  void bhattacharyya_nearby_keepsItsDigits() {
    double gap = 1e-9;
    Distribution<Doubles> p = new Normal<>(Doubles.scalar(gap), Doubles.scalar(1 + gap));
    double delta = (1 + gap) - 1;
    double expected = gap * gap / 8 + delta * delta / 4;
    double actual = Bhattacharyya.closed(parse("normal(0,1)"), p).orElseThrow().scalar();
    Golden.assertClose(expected, actual, 1e-8, "distance");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | laplace(0,1) | normal(0,1)",
        "2 | student-t(3,0,1) | normal(0,1)",
        "2 | student-t(1,0,1) | student-t(3,0,1)",
        "2 | student-t(1,0,1) | student-t(4,0,1)",
        "3 | student-t(3,0,1) | laplace(0,1)",
        "1.5 | uniform(0,2) | beta(2,2)",
        "2 | normal(0,1) | gamma(1,1)"
      })
  void of_whatHasNoClosedForm_isInfiniteWhereTheIntegralDiverges(double order, String q, String p) {
    Estimate<Doubles> found = Renyi.of(order, parse(q), parse(p));
    assertEquals(INF, found.value().scalar());
    assertEquals(Method.INFINITE, found.method());
  }

  @Test
  void of_whatHasNoClosedForm_isTheIntegralAndGrowsWithTheOrder() {
    Distribution<Doubles> q = parse("normal(0,1)");
    Distribution<Doubles> p = parse("laplace(0.5,2)");
    double previous = 0;
    for (double order : new double[] {0.1, 0.5, 0.9, 0.999, 1, 1.001, 1.5, 3}) {
      Estimate<Doubles> next = Renyi.of(order, q, p);
      assertTrue(next.value().scalar() > previous, order + ": " + next);
      assertTrue(next.error().scalar() < 1e-9, order + ": " + next.error());
      previous = next.value().scalar();
    }
    double near = Renyi.of(1.0001, q, p).value().scalar();
    assertEquals(Kl.of(q, p).value().scalar(), near, 1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, Double.NaN, Double.NEGATIVE_INFINITY})
  void closed_ofABadOrder_namesIt(double order) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> closed(order, "normal(0,1)", "normal(0,1)"));
    assertEquals("renyi: order must be >= 0; got order " + order, refused.getMessage());
  }

  @Test
  void of_whatHasNoMethod_namesThePair() {
    Distribution<Doubles> q = parse("student-t(3,0,1)");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Renyi.of(INF, q, parse("laplace(0,1)")));
    assertEquals(
        "renyi: order Infinity must have a closed form; got q student-t and p laplace",
        refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Renyi.of(0.5, parse("diagonal([0,0],[1,1])"), parse("normal(0,1)")));
  }
}
