package org.vae4j.core.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.Method;
import org.vae4j.core.divergence.line.Coverage;

class DerivationTest {
  private static Derivation derive(String q, String p) {
    return Derivation.of(Distributions.parse(q), Distributions.parse(p));
  }

  private static double kl(String q, String p) {
    return Kl.of(Distributions.parse(q), Distributions.parse(p)).value().scalar();
  }

  private static double size(Derivation derivation) {
    return derivation.steps().stream()
        .filter(step -> step.kind() == Kind.TERM)
        .mapToDouble(step -> Math.abs(step.value().orElseThrow()))
        .sum();
  }

  private static boolean isWrittenOut(Derivation derivation) {
    return derivation.steps().stream().anyMatch(step -> step.kind() == Kind.EXPECTATION)
        || derivation.steps().stream().anyMatch(step -> step.kind() == Kind.RATIO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,2)",
        "normal(-3,0.5) | normal(2,0.1)",
        "log-normal(0.3,0.5) | log-normal(-1,2)",
        "exponential(2) | exponential(0.3)",
        "exponential(2) | gamma(3,4)",
        "gamma(3,4) | exponential(2)",
        "gamma(3,4) | gamma(0.5,1)",
        "inverse-gamma(3,4) | inverse-gamma(0.5,1)",
        "beta(2,3) | beta(0.5,4)",
        "beta(2,3) | uniform(0,1)",
        "uniform(0,1) | beta(2,3)",
        "uniform(0,1) | uniform(-1,3)",
        "uniform(0,1) | continuous-bernoulli(0.3)",
        "continuous-bernoulli(0.3) | continuous-bernoulli(0.9)",
        "continuous-bernoulli(0.5) | continuous-bernoulli(0.2)",
        "laplace(0,1) | laplace(-2,3)",
        "student-t(1,0,1) | student-t(1,2,3)",
        "von-mises(0,2) | von-mises(1,3)",
        "von-mises(0,0) | von-mises(1,3)",
        "poisson(3) | poisson(5)",
        "poisson(0) | poisson(5)",
        "bernoulli(0.3) | bernoulli(0.6)",
        "bernoulli(0) | bernoulli(0.6)",
        "categorical([0.2,0,0.8]) | categorical([0.3,0.3,0.4])",
        "bernoulli(0.3) | categorical([0.5,0.5])",
        "dirichlet([1,2,3]) | dirichlet([0.5,4,1])",
        "diagonal([0,1],[1,2]) | diagonal([1,1],[2,0.5])",
        "normal(0,1) | diagonal([1],[2])",
        "gaussian([0,1],[[2,0.5],[0.5,1]]) | gaussian([1,1],[[1,-0.2],[-0.2,3]])",
        "diagonal([0,1],[1,2]) | gaussian([1,1],[[1,-0.2],[-0.2,3]])",
        "gaussian([1,1],[[1,-0.2],[-0.2,3]]) | diagonal([0,1],[1,2])",
        "gaussian([1],[[4]]) | normal(0,1)"
      })
  void of_aClosedPair_isWrittenOutAndAddsUp(String q, String p) {
    Derivation derivation = derive(q, p);
    assertTrue(isWrittenOut(derivation), derivation::toString);
    assertEquals(Kind.DEFINITION, derivation.steps().get(0).kind());
    assertEquals(Kind.SUM, derivation.steps().get(derivation.steps().size() - 1).kind());
    assertEquals(kl(q, p), derivation.sum(), 4e-15 * size(derivation));
    assertEquals("", derivation.note());
    double terms =
        derivation.steps().stream()
            .filter(step -> step.kind() == Kind.TERM)
            .mapToDouble(step -> step.value().orElseThrow())
            .sum();
    assertEquals(derivation.sum(), terms, 1e-15 * size(derivation));
  }

  static Stream<Arguments> catalogue() {
    List<String> examples =
        List.of(
            "normal(0.3,1.2)",
            "diagonal([0,1],[1,2])",
            "gaussian([0,1],[[2,0.5],[0.5,1]])",
            "mixture([0.25,0.75],[normal(0,1),laplace(2,3)])",
            "bernoulli(0.25)",
            "categorical([0.25,0.75])",
            "beta(1.5,2)",
            "gamma(2.5,2)",
            "inverse-gamma(3.5,2)",
            "dirichlet([1,2])",
            "exponential(2)",
            "laplace(0.2,1)",
            "log-normal(0,0.6)",
            "poisson(3)",
            "student-t(3,0.1,1)",
            "uniform(0.2,0.9)",
            "von-mises(0,1)",
            "continuous-bernoulli(0.3)");
    assertEquals(
        Distributions.grammar().stream().map(usage -> usage.replaceAll("\\(.*", "")).toList(),
        examples.stream().map(example -> example.replaceAll("\\(.*", "")).toList());
    return examples.stream()
        .flatMap(q -> examples.stream().map(p -> Arguments.of(q, p)))
        .filter(pair -> dimension(pair.get()[0]) == dimension(pair.get()[1]));
  }

  private static int dimension(Object text) {
    return Distributions.parse((String) text).dimension();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void of_everyPair_reachesItsKlByStepsThatHold(String q, String p) {
    Estimate<Doubles> estimate = Kl.of(Distributions.parse(q), Distributions.parse(p));
    Derivation derivation = Derivation.of(Distributions.parse(q), Distributions.parse(p), estimate);
    assertNumbersGiveValues(derivation);
    Optional<String> reason = Coverage.whyInfinite(Distributions.parse(q), Distributions.parse(p));
    if (reason.isPresent()) {
      assertEquals(Double.POSITIVE_INFINITY, derivation.sum());
      assertEquals("Infinite: " + reason.get() + ".", derivation.note());
      return;
    }
    double value = estimate.value().scalar();
    double tolerance = 1e-13 * (1 + size(derivation)) + 6 * estimate.error().scalar();
    assertEquals(value, derivation.sum(), tolerance, derivation::toString);
    if (estimate.method() == Method.CLOSED) {
      assertTrue(isWrittenOut(derivation), derivation::toString);
    }
  }

  /** The formula with its numbers, read again, gives the value: to the digits it shows. */
  private static void assertNumbersGiveValues(Derivation derivation) {
    for (Step step : derivation.steps()) {
      boolean isFormula = !step.numbers().contains("...") && !step.numbers().contains(" of ");
      if (step.value().isPresent() && !step.numbers().isEmpty() && isFormula) {
        double again = new Formula(step.numbers()).value(Map.of());
        double value = step.value().getAsDouble();
        assertEquals(value, again, 1e-8 * (1 + Math.abs(value)), step::toString);
      }
    }
  }

  @Test
  void of_theExample_readsAsAStudentWouldWriteIt() {
    List<String> lines =
        derive("normal(0,1)", "normal(1,2)").steps().stream()
            .map(
                step ->
                    step.subject()
                        + " = "
                        + step.formula()
                        + (step.numbers().isEmpty() ? "" : " = " + step.numbers())
                        + (step.value().isPresent()
                            ? " = " + Digits.rounded(step.value().getAsDouble())
                            : ""))
            .toList();
    assertEquals(
        List.of(
            "KL(q || p) = E_q[log q(x) - log p(x)]",
            "log q(x) = -log(2 * pi)/2 - log(sd_q) - ((x - mean_q)/sd_q)^2/2"
                + " = -log(2 * pi)/2 - log(1) - ((x - 0)/1)^2/2",
            "log p(x) = -log(2 * pi)/2 - log(sd_p) - ((x - mean_p)/sd_p)^2/2"
                + " = -log(2 * pi)/2 - log(2) - ((x - 1)/2)^2/2",
            "log q(x) - log p(x) = log(sd_p/sd_q) - ((x - mean_q)/sd_q)^2/2"
                + " + ((x - mean_p)/sd_p)^2/2"
                + " = log(2/1) - ((x - 0)/1)^2/2 + ((x - 1)/2)^2/2",
            "E_q[((x - mean_q)/sd_q)^2] = 1 = 1",
            "E_q[((x - mean_p)/sd_p)^2] = (sd_q/sd_p)^2 + ((mean_q - mean_p)/sd_p)^2"
                + " = (1/2)^2 + ((0 - 1)/2)^2 = 0.5",
            "mean = ((mean_q - mean_p)/sd_p)^2/2 = ((0 - 1)/2)^2/2 = 0.125",
            "variance = ((sd_q/sd_p)^2 - 1)/2 = ((1/2)^2 - 1)/2 = -0.375",
            "logDeterminant = log(sd_p/sd_q) = log(2/1) = 0.6931471806",
            "KL(q || p) = mean + variance + logDeterminant"
                + " = 0.125 - 0.375 + 0.6931471806 = 0.4431471806"),
        lines);
  }

  @Test
  void of_aGammaPair_mergesWhatBothDensitiesShare() {
    List<Step> steps = derive("gamma(3,4)", "gamma(2,1)").steps();
    assertEquals(
        "shape_q * log(rate_q) - shape_p * log(rate_p) + logGamma(shape_p) - logGamma(shape_q)"
            + " + (shape_q - shape_p) * log x + (rate_p - rate_q) * x",
        steps.get(3).formula());
    assertEquals("E_q[log x]", steps.get(4).subject());
    assertEquals("digamma(3) - log(4)", steps.get(4).numbers());
    assertEquals(
        Map.of(
            "logGamma", "the logarithm of the gamma function",
            "digamma", "the derivative of logGamma"),
        derive("gamma(3,4)", "gamma(2,1)").notation());
  }

  @Test
  void of_manyClasses_isAbbreviatedAndStillAddsUp() {
    double[] weights = IntStream.range(0, 100).mapToDouble(k -> k + 1).toArray();
    double total = Arrays.stream(weights).sum();
    double[] rising = Arrays.stream(weights).map(w -> w / total).toArray();
    double[] even = new double[100];
    Arrays.fill(even, 0.01);
    Distribution<Doubles> q = Categorical.of(Doubles.vector(rising));
    Distribution<Doubles> p = Categorical.of(Doubles.vector(even));
    Derivation derivation = Derivation.of(q, p);
    List<String> terms = new ArrayList<>();
    derivation.steps().stream()
        .filter(step -> step.kind() == Kind.TERM)
        .forEach(step -> terms.add(step.formula()));
    assertEquals(6, terms.size());
    assertEquals("q(4) * log(q(4)/p(4))", terms.get(4));
    assertEquals("sum_k q(k) * log(q(k)/p(k)) over k = 5 to 99", terms.get(5));
    assertEquals(Kl.of(q, p).value().scalar(), derivation.sum(), 1e-14);
  }

  @Test
  void of_longVectors_isAbbreviatedAndStillAddsUp() {
    String mean = "[" + "0.5,".repeat(999) + "0.25]";
    String sd = "[" + "2,".repeat(999) + "3]";
    String q = "diagonal(" + mean + "," + sd + ")";
    String p = "diagonal(" + sd + "," + sd.replace('2', '1') + ")";
    Derivation derivation = derive(q, p);
    Step last = derivation.steps().get(5);
    assertTrue(last.numbers().contains(" + ... + "), last.numbers());
    assertTrue(last.numbers().length() < 200, last.numbers());
    assertEquals(kl(q, p), derivation.sum(), 1e-12 * size(derivation));
  }

  @Test
  void of_aDiscretisedLogistic_isASumOverItsLevels() {
    Distribution<Doubles> q = new DiscretisedLogistic<>(Doubles.scalar(2), Doubles.scalar(1), 8);
    Distribution<Doubles> p = new DiscretisedLogistic<>(Doubles.scalar(3), Doubles.scalar(2), 8);
    Derivation derivation = Derivation.of(q, p);
    assertTrue(isWrittenOut(derivation));
    assertEquals(Kl.of(q, p).value().scalar(), derivation.sum(), 1e-14);
  }

  @Test
  void of_nearbyDistributions_saysThatTheSumHasLostItsDigits() {
    Derivation derivation = derive("normal(0,1)", "normal(1e-9,1.000000001)");
    assertTrue(
        derivation.note().startsWith("The terms cancel, and no digit of this sum can be trusted"),
        derivation.note());
    assertTrue(
        derivation
            .note()
            .endsWith(Digits.exact(kl("normal(0,1)", "normal(1e-9,1.000000001)")) + "."));
    assertTrue(
        derive("gamma(2,2)", "gamma(2.0001,2)")
            .note()
            .matches("The terms cancel, and [4-8] digits.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kl.txt", "kl-gaussian.txt"})
  void of_extremeParameters_isFiniteAndReachesTheKl(String golden) {
    for (String[] row : Golden.words(golden)) {
      Derivation derivation = derive(row[0], row[1]);
      double kl = kl(row[0], row[1]);
      double tolerance = 2e-6 * (size(derivation) + Math.abs(kl));
      if (Double.isInfinite(kl)) {
        assertEquals(kl, derivation.sum());
      } else {
        assertEquals(kl, derivation.sum(), tolerance, row[0] + " from " + row[1]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uniform(0,2) | uniform(0,1) | Infinite: p has no mass above 1, where q has.",
        "normal(0,1) | exponential(1) | Infinite: p has no mass below 0, where q has.",
        "bernoulli(0.5) | bernoulli(0) | Infinite: p has no mass at 1, where q has.",
        "normal(0,1) | normal(1e200,1e-200) | Infinite: it is more than a double can hold."
      })
  void of_anInfiniteOne_givesTheReason(String q, String p, String note) {
    Derivation derivation = derive(q, p);
    assertEquals(Double.POSITIVE_INFINITY, derivation.sum());
    assertEquals(note, derivation.note());
  }

  @Test
  void of_pairsOfDifferentDimension_isRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> derive("normal(0,1)", "diagonal([0,0],[1,1])"))
            .getMessage();
    assertTrue(message.startsWith("kl: q and p must have one dimension; got "), message);
  }

  @Test
  void of_aMixture_namesItsMethodAndItsError() {
    Derivation derivation = derive("mixture([0.5,0.5],[normal(0,1),normal(3,1)])", "normal(0,2)");
    assertFalse(isWrittenOut(derivation));
    assertTrue(derivation.note().startsWith("Found by "), derivation.note());
    assertEquals("log(sum_k weight_k * density_k(x))", derivation.steps().get(1).formula());
    Interval bounds = derivation.bounds().orElseThrow();
    assertTrue(bounds.lower() > 0.05, bounds::toString);
    assertTrue(bounds.lower() < derivation.sum() && derivation.sum() < bounds.upper());
    assertTrue(derive("normal(0,1)", "normal(1,2)").bounds().isEmpty());
  }
}
