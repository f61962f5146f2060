package org.vae4j.core.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.verify.Quadrature;

/** What holds for every family: mass, moments, entropy and draws agree with the log density. */
class DistributionLawsTest {
  private static final double TOLERANCE = 1e-9;
  private static final int DRAWS = 20_000;

  private static double log(Distribution<Doubles> d, double x) {
    return d.logDensity(Doubles.scalar(x)).scalar();
  }

  /** The integral of {@code f(x)} times the density, by x = e^t where the ends are logarithms. */
  private static double expect(
      Distribution<Doubles> d, boolean logs, double from, double to, DoubleUnaryOperator f) {
    DoubleUnaryOperator integrand =
        t -> {
          double x = logs ? Math.exp(t) : t;
          double density = Math.exp(log(d, x));
          return density == 0 ? 0 : f.applyAsDouble(x) * density * (logs ? x : 1);
        };
    return Quadrature.integrate(integrand, from, to, 1e-11).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(1,2) | false | -30 | 32",
        "laplace(-1,0.5) | false | -22 | -1 | -1 | 20",
        "uniform(-1,3) | false | -1 | 3",
        "von-mises(0.5,2) | false | -2.641592653589793 | 3.641592653589793",
        "von-mises(0,0) | false | -3.141592653589793 | 3.141592653589793",
        "continuous-bernoulli(0.3) | false | 0 | 1",
        "continuous-bernoulli(0.5) | false | 0 | 1",
        "beta(2,3) | false | 0 | 1",
        "beta(1,1) | false | 0 | 1",
        "beta(0.5,4) | true | -60 | 0",
        "gamma(2.5,3) | true | -20 | 4",
        "gamma(0.5,1) | true | -60 | 5",
        "inverse-gamma(6,2) | true | -5 | 9",
        "exponential(2) | true | -40 | 4",
        "log-normal(0.3,0.5) | true | -6 | 7",
        "student-t(9,1,2) | false | -10000 | -50 | -50 | 52 | 52 | 10000",
        "mixture([0.25,0.75],[normal(0,1),normal(3,0.5)]) | false | -15 | 15"
      })
  void density_ofNumbers_hasItsMassMomentsAndEntropy(ArgumentsAccessor row) {
    Distribution<Doubles> d = Distributions.parse(row.getString(0));
    double[] found = new double[4];
    double mean = d.mean().scalar();
    for (int i = 2; i < row.size(); i += 2) {
      double from = row.getDouble(i);
      double to = row.getDouble(i + 1);
      boolean logs = row.getBoolean(1);
      found[0] += expect(d, logs, from, to, x -> 1);
      found[1] += expect(d, logs, from, to, x -> x);
      found[2] += expect(d, logs, from, to, spread(d, mean));
      found[3] += expect(d, logs, from, to, x -> -log(d, x));
    }
    check(d, found);
  }

  private static DoubleUnaryOperator spread(Distribution<Doubles> d, double mean) {
    return d.support() == Support.CIRCLE
        ? x -> 1 - Math.cos(x - mean)
        : x -> (x - mean) * (x - mean);
  }

  private static void check(Distribution<Doubles> d, double[] found) {
    assertEquals(1, found[0], TOLERANCE, "mass");
    assertEquals(d.mean().scalar(), found[1], TOLERANCE * (1 + Math.abs(found[1])), "mean");
    assertEquals(d.variance().scalar(), found[2], TOLERANCE * (1 + found[2]), "variance");
    d.entropy().ifPresent(h -> assertEquals(h.scalar(), found[3], TOLERANCE, "entropy"));
  }

  static Stream<Distribution<Doubles>> discrete() {
    return Stream.of(
        Distributions.parse("bernoulli(0.3)"),
        Distributions.parse("bernoulli(0)"),
        Bernoulli.ofLogit(Doubles.scalar(-1.5)),
        Distributions.parse("categorical([0.2,0,0.5,0.3])"),
        Categorical.ofLogits(Doubles.vector(0.5, -1, 2)),
        Distributions.parse("poisson(0)"),
        Distributions.parse("poisson(3.5)"),
        Distributions.parse("poisson(40)"),
        new DiscretisedLogistic<>(Doubles.scalar(3.2), Doubles.scalar(1.5), 8));
  }

  @ParameterizedTest
  @MethodSource("discrete")
  void mass_ofCounts_hasItsMomentsAndEntropy(Distribution<Doubles> d) {
    double mean = d.mean().scalar();
    double[] found = new double[4];
    for (int k = 0; k < 200; k++) {
      double log = log(d, k);
      double mass = Math.exp(log);
      found[0] += mass;
      found[1] += mass * k;
      found[2] += mass * (k - mean) * (k - mean);
      found[3] -= mass == 0 ? 0 : mass * log;
    }
    check(d, found);
    assertEquals(Double.NEGATIVE_INFINITY, log(d, -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uniform(0,1) | -0.1",
        "uniform(0,1) | 1.1",
        "beta(2,3) | -0.5",
        "beta(2,3) | 1.5",
        "beta(2,3) | 0",
        "gamma(2,1) | -1",
        "gamma(2,1) | 0",
        "inverse-gamma(2,1) | -1",
        "inverse-gamma(2,1) | 0",
        "exponential(1) | -1",
        "log-normal(0,1) | -1",
        "log-normal(0,1) | 0",
        "continuous-bernoulli(0.3) | 1.5",
        "von-mises(0,1) | 4",
        "categorical([0.5,0.5]) | 2",
        "bernoulli(0.5) | 0.5"
      })
  void logDensity_outsideTheSupport_isMinusInfinity(String text, double x) {
    assertEquals(Double.NEGATIVE_INFINITY, log(Distributions.parse(text), x));
  }

  static Stream<Distribution<Doubles>> sampled() {
    Stream<Distribution<Doubles>> written =
        Stream.of(
                "normal(1,2)",
                "laplace(-1,0.5)",
                "uniform(-1,3)",
                "continuous-bernoulli(0.3)",
                "continuous-bernoulli(0.9)",
                "beta(2,3)",
                "beta(0.5,0.3)",
                "gamma(2.5,3)",
                "gamma(0.1,2)",
                "inverse-gamma(6,2)",
                "exponential(2)",
                "log-normal(0.3,0.5)",
                "student-t(9,1,2)",
                "von-mises(0,2)",
                "von-mises(0,1e-8)",
                "von-mises(0,0.05)",
                "mixture([0.25,0.75],[normal(0,1),normal(3,0.5)])",
                "diagonal([0,1],[1,2])",
                "gaussian([0,1],[[2,0.5],[0.5,1]])",
                "dirichlet([1,2,0.5])")
            .map(Distributions::parse);
    return Stream.concat(written, discrete());
  }

  @ParameterizedTest
  @MethodSource("sampled")
  void sample_ofManyDraws_hasTheMeanAndLiesInTheSupport(Distribution<Doubles> d) {
    Point<Doubles> draws = d.draw(new SplittableRandom(7), DRAWS);
    double[] x = draws.x().toDoubleArray();
    double[] logs = d.logDensity(draws).toDoubleArray();
    assertTrue(Arrays.stream(logs).allMatch(Double::isFinite), "support");
    double[] mean = d.mean().toDoubleArray();
    double[] variance = d.variance().toDoubleArray();
    assertEquals(DRAWS * mean.length, x.length);
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      for (int i = j; i < x.length; i += mean.length) {
        sum += x[i];
      }
      // The variance of an angle on a line is at most pi^2 / 2 times its circular variance.
      double spread = d.support() == Support.CIRCLE ? 4.94 * variance[j] : variance[j];
      assertEquals(mean[j], sum / DRAWS, 5 * Math.sqrt(spread / DRAWS) + 1e-12, "mean of " + j);
    }
    assertEquals(draws.x(), d.sample(new SplittableRandom(7), DRAWS), "one seed, one sample");
  }

  @ParameterizedTest
  @ValueSource(strings = {"poisson(3e10)", "von-mises(0,2e16)", "von-mises(0,1e308)"})
  void sample_ofTheLargestParameters_endsAndHasItsSpread(String text) {
    Distribution<Doubles> d = Distributions.parse(text);
    double center = d.mean().scalar();
    double spread =
        d.support() == Support.CIRCLE
            ? Math.sqrt(d.parameters().get("concentration").reciprocal().scalar())
            : Math.sqrt(center);
    double[] x = d.sample(new SplittableRandom(11), DRAWS).toDoubleArray();
    double mean = Arrays.stream(x).map(v -> (v - center) / spread).average().orElseThrow();
    double square =
        Arrays.stream(x).map(v -> (v - center) / spread).map(v -> v * v).average().orElseThrow();
    assertEquals(0, mean, 5 / Math.sqrt(DRAWS), "mean");
    assertEquals(1, square, 5 * Math.sqrt(2.0 / DRAWS), "variance");
  }

  @Test
  void moments_thatDiverge_areNotNumbers() {
    assertEquals(
        Double.POSITIVE_INFINITY, Distributions.parse("inverse-gamma(1,1)").mean().scalar());
    assertEquals(
        Double.POSITIVE_INFINITY, Distributions.parse("inverse-gamma(2,1)").variance().scalar());
    assertEquals(
        Double.POSITIVE_INFINITY, Distributions.parse("student-t(2,0,1)").variance().scalar());
    assertTrue(Double.isNaN(Distributions.parse("student-t(1,0,1)").mean().scalar()));
  }

  /** Over two classes the densities integrate to 1 over the first coordinate alone. */
  @Test
  void concrete_ofTwoClasses_integratesToOneAndDrawsLieOnTheSimplex() {
    Concrete<Doubles> d = new Concrete<>(Doubles.scalar(0.7), Doubles.vector(0.5, -0.3));
    DoubleUnaryOperator inLogit =
        t -> {
          double x = 1 / (1 + Math.exp(-t));
          double rest = 1 / (1 + Math.exp(t));
          return Math.exp(d.logDensity(Doubles.vector(x, rest)).scalar()) * x * rest;
        };
    assertEquals(1, Quadrature.integrate(inLogit, -50, 50, 1e-11).value(), TOLERANCE);
    Doubles draws = d.sample(new SplittableRandom(3), DRAWS);
    assertEquals(Shape.of(DRAWS, 2), draws.shape());
    for (double sum : draws.sum(-1).toDoubleArray()) {
      assertEquals(1, sum, 1e-12);
    }
    Doubles first = draws.slice(-1, 0, 1);
    double above = Arrays.stream(first.toDoubleArray()).filter(x -> x > 0.5).count();
    double p = 1 / (1 + Math.exp(-0.8));
    assertEquals(p, above / DRAWS, 5 * Math.sqrt(p * (1 - p) / DRAWS));
  }

  @Test
  void dirichlet_ofTwo_isTheBetaDensity() {
    Distribution<Doubles> d = Distributions.parse("dirichlet([2,3])");
    Distribution<Doubles> beta = Distributions.parse("beta(2,3)");
    for (double x : new double[] {0.1, 0.5, 0.9}) {
      assertEquals(log(beta, x), d.logDensity(Doubles.vector(x, 1 - x)).scalar(), 1e-13);
    }
    assertEquals(beta.entropy().orElseThrow().scalar(), d.entropy().orElseThrow().scalar(), 1e-13);
  }

  @Test
  void gaussian_ofADiagonalCovariance_isTheDiagonalOneAndItsFactors() {
    Distribution<Doubles> full = Distributions.parse("gaussian([0,1],[[4,0],[0,9]])");
    Distribution<Doubles> diagonal = Distributions.parse("diagonal([0,1],[2,3])");
    Doubles factor = Doubles.of(Shape.of(2, 2), 2, 0, 0, 3);
    Distribution<Doubles> factored = Gaussian.ofFactor(Doubles.vector(0, 1), factor);
    Doubles x = Doubles.vector(0.7, -2);
    double byCoordinate =
        log(Distributions.parse("normal(0,2)"), 0.7) + log(Distributions.parse("normal(1,3)"), -2);
    for (Distribution<Doubles> d : List.of(full, diagonal, factored)) {
      assertEquals(byCoordinate, d.logDensity(x).scalar(), 1e-14);
      assertEquals(
          diagonal.entropy().orElseThrow().scalar(), d.entropy().orElseThrow().scalar(), 1e-14);
      assertEquals(Doubles.vector(4, 9), d.variance());
    }
  }
}
