package org.vae4j.core.divergence.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.verify.Cubature;
import org.vae4j.core.verify.Quadrature;

/** The integral of a product of densities, against quadrature. */
class OverlapTest {
  private static double overlap(String q, String p) {
    return Math.exp(
        Overlap.log(Distributions.parse(q), Distributions.parse(p)).orElseThrow().scalar());
  }

  private static double density(String text, double x) {
    return Math.exp(Distributions.parse(text).logDensity(Doubles.scalar(x)).scalar());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,2) | -20 | 0 | 20 | 20",
        "normal(0,1) | normal(0,1) | -20 | 0 | 20 | 20",
        "laplace(0,1) | laplace(2,1) | -40 | 0 | 2 | 40",
        "laplace(0,1) | laplace(2,1.0000001) | -40 | 0 | 2 | 40",
        "laplace(0,1) | laplace(0,3) | -60 | 0 | 60 | 60",
        "laplace(-1,0.5) | laplace(2,3) | -60 | -1 | 2 | 60",
        "laplace(-1,3) | laplace(2,0.5) | -60 | -1 | 2 | 60",
        "exponential(2) | exponential(0.5) | 0 | 2 | 30 | 30"
      })
  void log_ofNumbers_isTheIntegralOfTheProduct(
      String q, String p, double from, double middle, double to, double end) {
    double expected = part(q, p, from, middle) + part(q, p, middle, to) + part(q, p, to, end);
    assertEquals(expected, overlap(q, p), 1e-11);
    assertEquals(overlap(q, p), overlap(p, q), 1e-15);
  }

  private static double part(String q, String p, double from, double to) {
    return from == to
        ? 0
        : Quadrature.integrate(x -> density(q, x) * density(p, x), from, to, 1e-13).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gaussian([1,0],[[2,1],[1,1]]) | gaussian([0,0.5],[[1,-0.3],[-0.3,0.5]])",
        "gaussian([1,0],[[2,1],[1,1]]) | diagonal([0,1],[1,0.5])",
        "diagonal([1,0],[2,1]) | diagonal([0,1],[1,0.5])"
      })
  void log_ofThePlane_isTheIntegralOfTheProduct(String q, String p) {
    Distribution<Doubles> a = Distributions.parse(q);
    Distribution<Doubles> b = Distributions.parse(p);
    double expected =
        Cubature.integrate(
                points -> {
                  Doubles x =
                      Doubles.of(
                          Shape.of(points.length, 2),
                          Stream.of(points).flatMapToDouble(Arrays::stream).toArray());
                  return a.logDensity(x).plus(b.logDensity(x)).exp().toDoubleArray();
                },
                new double[] {-12, -12},
                new double[] {12, 12},
                1e-10)
            .value();
    assertEquals(expected, overlap(q, p), 1e-9);
  }

  @Test
  void log_atExtremeScales_keepsItsDigits() {
    Distribution<Doubles> narrow = Distributions.parse("normal(0,1e-200)");
    Distribution<Doubles> wide = Distributions.parse("normal(0,1e200)");
    double expected = -0.5 * Math.log(2 * Math.PI) - 200 * Math.log(10);
    assertEquals(expected, Overlap.log(narrow, wide).orElseThrow().scalar(), 1e-12);
    assertEquals(1, overlap("laplace(0,1)", "laplace(0,1)") / 0.25, 1e-15);
  }

  @Test
  void log_ofMasses_isTheSumOfProducts() {
    assertEquals(0.2 * 0.6 + 0.8 * 0.4, overlap("bernoulli(0.8)", "categorical([0.6,0.4])"), 1e-15);
    assertEquals(0, overlap("bernoulli(1)", "bernoulli(0)"));
  }

  @Test
  void log_withoutClosedForm_isEmpty() {
    assertTrue(
        Overlap.log(Distributions.parse("normal(0,1)"), Distributions.parse("gamma(1,1)"))
            .isEmpty());
  }
}
