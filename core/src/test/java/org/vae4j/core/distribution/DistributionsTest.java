package org.vae4j.core.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;

class DistributionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "normal(0,1)",
        "diagonal([0,1],[1,2])",
        "gaussian([0,1],[[2,0.5],[0.5,1]])",
        "mixture([0.25,0.75],[normal(0,1),laplace(2,3)])",
        "mixture([1],[mixture([0.5,0.5],[poisson(1),bernoulli(0.5)])])",
        "bernoulli(0.25)",
        "categorical([0.25,0.75])",
        "beta(1,2)",
        "gamma(1,2)",
        "inverse-gamma(1,2)",
        "dirichlet([1,2,3])",
        "exponential(2)",
        "laplace(0,1)",
        "log-normal(0,1)",
        "poisson(3)",
        "student-t(3,0,1)",
        "uniform(0,1)",
        "von-mises(0,1)",
        "continuous-bernoulli(0.3)"
      })
  void parse_everyFamily_hasItsNameAndParameters(String text) {
    Distribution<Doubles> parsed = Distributions.parse(text);
    assertEquals(text.substring(0, text.indexOf('(')), parsed.family());
    assertTrue(parsed.parameters().size() >= 1);
    String spaced = text.replace("(", " ( ").replace(",", " , ").replace("[", "[ ");
    assertEquals(parsed.parameters(), Distributions.parse("  " + spaced + " ").parameters());
  }

  @Test
  void grammar_listsEveryFamily() {
    assertEquals(18, Distributions.grammar().size());
    assertTrue(Distributions.grammar().contains("student-t(df,loc,scale)"));
    assertTrue(Distributions.grammar().contains("mixture([w...],[d,...])"));
  }

  @Test
  void parse_numbers_areTheNearestDoubles() {
    Diagonal<Doubles> d =
        (Diagonal<Doubles>) Distributions.parse("diagonal([-1.5e-3,+2,.5,1E+2,0.1],[1,1,1,1,1.])");
    assertArrayEquals(new double[] {-1.5e-3, 2, 0.5, 100, 0.1}, d.mean().toDoubleArray());
    Gaussian<Doubles> g = (Gaussian<Doubles>) Distributions.parse("gaussian([0,0],[[2,1],[1,3]])");
    assertEquals(Doubles.of(Shape.of(2, 2), 2, 1, 1, 3), g.covariance());
    Mixture<Doubles> m =
        (Mixture<Doubles>) Distributions.parse("mixture([0.5,0.5],[normal(0,1),normal(1,2)])");
    assertEquals(
        List.of(
            new Normal<>(Doubles.scalar(0), Doubles.scalar(1)),
            new Normal<>(Doubles.scalar(1), Doubles.scalar(2))),
        m.components());
  }

  @ParameterizedTest(name = "fault {index}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "normal(0,-1) | normal: sd must be > 0 and finite; got -1.0",
        "normal(0,nan) | normal: sd must be > 0 and finite; got NaN",
        "normal(inf,1) | normal: mean must be finite; got Infinity",
        "diagonal([0,1],[1]) | diagonal: mean and sd must have one length; got mean [0.0, 1.0] and sd [1.0]",
        "diagonal([0],[-2]) | diagonal: sd must be > 0 and finite; got -2.0",
        "gaussian([0,0],[[1,2],[2,1]]) | gaussian: cov must be positive definite; got [[1.0, 2.0], [2.0, 1.0]]",
        "gaussian([0,0],[[1,0.1],[0.2,1]]) | gaussian: cov must be symmetric; got [[1.0, 0.1], [0.2, 1.0]]",
        "gaussian([0],[[1,0],[0,1]]) | gaussian: cov must have 1 rows and columns, as mean has entries; got [2, 2]",
        "mixture([0.5,0.4],[normal(0,1),normal(1,1)]) | mixture: weights must sum to 1; got sum 0.9 of [0.5, 0.4]",
        "mixture([1],[normal(0,1),normal(1,1)]) | mixture: weights and components must be of one number; got weights [1.0] and 2 components",
        "mixture([0.5,0.5],[normal(0,1),diagonal([0,0],[1,1])]) | mixture: components must have one dimension; got normal of 1 and diagonal of 2",
        "mixture([0.5,0.5],[normal(0,1),poisson(1)]) | mixture: components must live on one kind of set; got normal on REAL and poisson on COUNTS",
        "bernoulli(1.5) | bernoulli: p must be between 0 and 1; got 1.5",
        "categorical([0.5,0.6]) | categorical: p must sum to 1; got sum 1.1 of [0.5, 0.6]",
        "categorical([-0.5,1.5]) | categorical: p must be between 0 and 1; got -0.5",
        "beta(0,1) | beta: a must be > 0 and finite; got 0.0",
        "gamma(1,0) | gamma: rate must be > 0 and finite; got 0.0",
        "dirichlet([1]) | dirichlet: a must have at least 2 entries; got [1.0]",
        "uniform(-1e308,1e308) | uniform: hi - lo must be finite; got lo -1.0E308 and hi 1.0E308",
        "uniform(1,1) | uniform: hi must be > lo; got lo 1.0 and hi 1.0",
        "student-t(0,0,1) | student-t: df must be > 0 and finite; got 0.0",
        "von-mises(0,-1) | von-mises: concentration must be >= 0 and finite; got -1.0",
        "continuous-bernoulli(1) | continuous-bernoulli: lambda must be between 0 and 1, both excluded; got 1.0",
        "normal(0) | normal: takes normal(mean,sd); got 1 arguments",
        "normal([0],1) | normal: argument 1 of normal(mean,sd) must be a number; got a list of numbers",
        "diagonal(0,1) | diagonal: argument 1 of diagonal([m...],[sd...]) must be a list of numbers; got a number",
        "gaussian([0,0],[[1,0],[0]]) | distribution: the lists of a list must have one length at position 16 of 'gaussian([0,0],[[1,0],[0]])'",
        "mixture([1],[1,normal(0,1)]) | distribution: a list must hold numbers, lists of numbers, or distributions alone at position 13 of 'mixture([1],[1,normal(0,1)])'",
        "normal(0,a) | distribution: expected '('; got ')' at position 11 of 'normal(0,a)'",
        "normal(0 1) | distribution: expected ',' or ')'; got '1' at position 10 of 'normal(0 1)'",
        "normal(0,1 | distribution: expected ',' or ')'; got the end at position 11 of 'normal(0,1'",
        "normal(0,1)) | distribution: expected the end; got ')' at position 12 of 'normal(0,1))'",
        "\"\" | distribution: expected a distribution, such as normal(0,1); got the end at position 1 of ''",
        "3 | distribution: expected a distribution, such as normal(0,1); got '3' at position 1 of '3'"
      })
  void parse_aFault_isNamedWithItsValueOrPosition(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Distributions.parse(text)).getMessage());
  }

  @Test
  void parse_anUnknownFamily_suggestsTheNearest() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Distributions.parse("gama(1,2)"))
            .getMessage();
    assertTrue(message.startsWith("unknown distribution 'gama'; known: normal, "), message);
    assertTrue(message.endsWith("(did you mean 'gamma'?)"), message);
  }

  @Test
  void parse_deepNesting_isRefusedInALine() {
    String text = "mixture([1],[".repeat(500) + "normal(0,1)" + "])".repeat(500);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Distributions.parse(text)).getMessage();
    assertTrue(message.contains("at most 100 nested brackets"), message);
  }

  @Test
  void gaussian_ofManyDimensions_isSoonChecked() {
    int d = 300;
    double[] covariance = new double[d * d];
    Arrays.setAll(covariance, i -> i / d == i % d ? 1 : 0.1);
    Doubles mean = Doubles.vector(new double[d]);
    Supplier<Gaussian<Doubles>> gaussian =
        () -> Gaussian.of(mean, Doubles.of(Shape.of(d, d), covariance));
    assertEquals(d, assertTimeoutPreemptively(Duration.ofSeconds(20), gaussian::get).dimension());
    covariance[1] = 0.2;
    String message = assertThrows(IllegalArgumentException.class, gaussian::get).getMessage();
    assertTrue(
        message.startsWith("gaussian: cov must be symmetric; got [[1.0, 0.2, 0.1, "), message);
    assertTrue(message.length() < 500, message);
  }
}
