package org.vae4j.core.divergence.closed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.distribution.VonMises;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.line.Coverage;

/** Closed forms between two families: random, extreme, and where q is nearly a p. */
class CrossKlTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static KlTerms<Doubles> closed(String q, String p) {
    return Kl.closed(Distributions.parse(q), Distributions.parse(p)).orElseThrow();
  }

  private static double kl(String q, String p) {
    return closed(q, p).kl().scalar();
  }

  private static String family(String text) {
    return text.substring(0, text.indexOf('('));
  }

  @Test
  void closed_acrossFamilies_matchesHighPrecision() {
    Map<String, Integer> cases = new TreeMap<>();
    for (String[] row : Golden.words("kl-cross.txt")) {
      KlTerms<Doubles> terms = closed(row[0], row[1]);
      double expected = Double.parseDouble(row[2]);
      double kl = terms.kl().scalar();
      String what = row[0] + " from " + row[1];
      assertEquals(expected, kl, tolerance(expected, row[0], row[1]), what);
      assertTrue(kl >= 0, "kl >= 0; got " + kl + " for " + what);
      double sum = terms.terms().values().stream().mapToDouble(Doubles::scalar).sum();
      double size = terms.terms().values().stream().mapToDouble(t -> Math.abs(t.scalar())).sum();
      assertEquals(kl, sum, 1e-13 * size, "terms of " + what);
      cases.merge(family(row[0]) + " " + family(row[1]), 1, Integer::sum);
    }
    cases.forEach((pair, count) -> assertTrue(count >= 30, pair + ": " + count));
    assertEquals(44, cases.size());
  }

  /**
   * Relative 2e-13, or absolute 2e-16; beside a narrow log-normal distribution, what the last digit
   * of the other's logarithm makes.
   */
  private static double tolerance(double expected, String q, String p) {
    double bound = 2e-13 * expected + 2e-16;
    String text = p.startsWith("log-normal") ? p : q.startsWith("log-normal") ? q : null;
    if (text == null) {
      return bound;
    }
    double sigma = Double.parseDouble(text.substring(text.indexOf(',') + 1, text.length() - 1));
    double rounded = 5e-16 / sigma;
    return bound + rounded * Math.sqrt(2 * expected) + rounded * rounded;
  }

  private static final String[] FAMILIES = {
    "normal(0.5,2)",
    "diagonal([0.3],[1])",
    "gaussian([0.3],[[2]])",
    "laplace(-1,2)",
    "laplace(0.3,2)",
    "laplace(2,1)",
    "student-t(1,0,1)",
    "student-t(2,0,1)",
    "student-t(3,0,1)",
    "exponential(2)",
    "gamma(0.5,1)",
    "gamma(1,2)",
    "gamma(3,2)",
    "inverse-gamma(0.5,1)",
    "inverse-gamma(1,1)",
    "inverse-gamma(2,1)",
    "inverse-gamma(3,1)",
    "log-normal(0.2,0.7)",
    "uniform(0,1)",
    "uniform(-1,2)",
    "uniform(0.2,0.7)",
    "uniform(-4,-3)",
    "uniform(-4,4)",
    "beta(0.5,1)",
    "beta(1,1)",
    "beta(2,3)",
    "continuous-bernoulli(0.5)",
    "continuous-bernoulli(0.9)",
    "von-mises(0,1)",
    "von-mises(9,1)",
    "bernoulli(0)",
    "bernoulli(0.3)",
    "bernoulli(1)",
    "categorical([1])",
    "categorical([0.2,0.8])",
    "categorical([1,0])",
    "poisson(0)",
    "poisson(2)"
  };

  static Stream<String> families() {
    return Arrays.stream(FAMILIES);
  }

  @ParameterizedTest
  @MethodSource("families")
  void closed_isInfiniteExactlyWhereThereIsAReason(String text) {
    Distribution<Doubles> q = Distributions.parse(text);
    int closed = 0;
    for (String other : FAMILIES) {
      Distribution<Doubles> p = Distributions.parse(other);
      if (q instanceof Categorical<Doubles> a
          && p instanceof Categorical<Doubles> b
          && a.classes() != b.classes()) {
        continue;
      }
      String what = text + " from " + other;
      boolean infinite = Coverage.whyInfinite(q, p).isPresent();
      double kl = Kl.closed(q, p).map(terms -> terms.kl().scalar()).orElse(infinite ? INF : 0);
      assertEquals(infinite, kl == INF, what);
      assertTrue(kl >= 0, "kl >= 0; got " + kl + " for " + what);
      closed += Kl.closed(q, p).isPresent() ? 1 : 0;
    }
    assertTrue(closed >= 1, text);
  }

  private static Doubles batch(double... values) {
    return Doubles.vector(values);
  }

  private static Doubles one(double value) {
    return Doubles.scalar(value);
  }

  private static List<Double> infinite(Distribution<Doubles> q, Distribution<Doubles> p) {
    KlTerms<Doubles> terms = Kl.closed(q, p).orElseThrow();
    for (Doubles term : terms.terms().values()) {
      assertEquals(terms.kl().shape(), term.shape());
      for (double element : term.toDoubleArray()) {
        assertFalse(Double.isNaN(element));
      }
    }
    return Arrays.stream(terms.kl().toDoubleArray())
        .map(kl -> kl == INF ? 1 : kl >= 0 ? 0. : -1)
        .boxed()
        .collect(Collectors.toList());
  }

  @Test
  void closed_ofABatch_isInfiniteElementByElement() {
    Distribution<Doubles> normal = new Normal<>(one(0.2), one(2));
    Distribution<Doubles> gamma = new Gamma<>(one(2), one(3));
    Distribution<Doubles> inverse = new InverseGamma<>(one(2), one(3));
    Distribution<Doubles> laplace = new Laplace<>(one(-1), one(3));
    Doubles shapes = batch(0.5, 1, 2, 2.5);
    assertEquals(List.of(1., 1., 1., 0.), infinite(new InverseGamma<>(shapes, one(1)), normal));
    assertEquals(List.of(1., 1., 0., 0.), infinite(new InverseGamma<>(shapes, one(1)), gamma));
    assertEquals(List.of(1., 1., 0., 0.), infinite(new InverseGamma<>(shapes, one(1)), laplace));
    assertEquals(List.of(1., 1., 1., 0.), infinite(new StudentT<>(shapes, one(0), one(1)), normal));
    assertEquals(List.of(1., 1., 0., 0.), infinite(new Gamma<>(shapes, one(1)), inverse));
    assertEquals(List.of(1., 1., 0., 0.), infinite(new Beta<>(shapes, one(1)), inverse));
    assertEquals(List.of(1., 1.), infinite(new Exponential<>(batch(1, 2)), inverse));
    Doubles lows = batch(-3, -1, 0, 0.5);
    Distribution<Doubles> uniform = new Uniform<>(lows, batch(-2, 1, 1, 1));
    Distribution<Doubles> beta = new Beta<>(one(2), batch(0.9, 1, 1, 2));
    assertEquals(List.of(1., 1., 0., 0.), infinite(uniform, gamma));
    assertEquals(List.of(1., 1., 0., 0.), infinite(uniform, new LogNormal<>(one(0), one(1))));
    assertEquals(List.of(1., 1., 1., 0.), infinite(uniform, inverse));
    assertEquals(List.of(1., 1., 0., 0.), infinite(uniform, beta));
    assertEquals(List.of(0., 0., 0., 1.), infinite(beta, new Uniform<>(lows, one(1))));
    Distribution<Doubles> circle = new VonMises<>(batch(0, -2, 0, 3), one(1));
    assertEquals(List.of(0., 0., 0., 0.), infinite(uniform, circle));
    assertEquals(
        List.of(0., 1., 0., 1.), infinite(circle, new Uniform<>(one(-4), batch(4, 4, 3.2, 4))));
  }

  @Test
  void closed_ofCounts_isInfiniteElementByElement() {
    Distribution<Doubles> poisson = new Poisson<>(batch(0, 1));
    Distribution<Doubles> classes = Categorical.of(batch(0.25, 0.25, 0.5));
    assertEquals(List.of(0., 1.), infinite(poisson, classes));
    assertEquals(Math.log(4), Kl.closed(poisson, classes).orElseThrow().kl().toDoubleArray()[0]);
    assertEquals(List.of(1., 0.), infinite(classes, poisson));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bernoulli(0.3) | categorical([0.2,0.3,0.5]) | 0.8769341",
        "categorical([0.3,0.7,0]) | bernoulli(0.4) | 0.1837869",
        "categorical([0.3,0.6,0.1]) | bernoulli(0.4) | Infinity",
        "categorical([1]) | bernoulli(0.25) | 0.2876821",
        "bernoulli(0) | categorical([1]) | 0",
        "poisson(0) | bernoulli(0.25) | 0.2876821"
      })
  void closed_ofBinaryNumbersAndClasses_countsThemAsNumbers(String q, String p, double expected) {
    assertEquals(expected, kl(q, p), 1e-7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0.3,1.2) | diagonal([0.5],[2]) | normal(0.5,2)",
        "laplace(0.3,1.2) | diagonal([0.5],[2]) | normal(0.5,2)",
        "gamma(3,1.2) | gaussian([0.5],[[4]]) | normal(0.5,2)"
      })
  void closed_fromAGaussianOfOneDimension_isThatFromTheNormal(String q, String p, String normal) {
    assertEquals(kl(q, normal), kl(q, p), 1e-15);
  }

  /** Cases that a widely used library gets wrong: a wrong formula, and NaN. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | laplace(0,1) | 0.0720932",
        "normal(1,2) | laplace(-1,0.5) | 2.5544381",
        "uniform(0,1) | beta(1,1) | 0",
        "uniform(0.2,0.7) | beta(1,1) | 0.6931471805599453",
        "uniform(0,1) | continuous-bernoulli(0.5) | 0",
        "beta(1,1) | uniform(0,2) | 0.6931471805599453"
      })
  void closed_whereOthersAreWrong_isRight(String q, String p, double expected) {
    assertEquals(expected, kl(q, p), 1e-7);
  }
}
