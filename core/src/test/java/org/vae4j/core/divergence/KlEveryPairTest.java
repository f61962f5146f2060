package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.divergence.line.Coverage;

/** Every ordered pair of scalar families, at moderate and at extreme parameters, has a KL. */
class KlEveryPairTest {
  private static final List<String> NUMBERS =
      List.of(
          "normal(0.3,1.2)",
          "normal(0,1e-8)",
          "normal(1e6,1e8)",
          "laplace(-1,0.5)",
          "laplace(0,1e8)",
          "student-t(3,0.5,2)",
          "student-t(0.05,0,1)",
          "student-t(1e8,1e6,1e-3)",
          "uniform(-1,2)",
          "uniform(0.25,0.75)",
          "von-mises(0.5,2)",
          "von-mises(1,1e8)",
          "gamma(2.5,3)",
          "gamma(1e-3,1)",
          "gamma(1e8,1e8)",
          "inverse-gamma(3,2)",
          "inverse-gamma(0.05,1)",
          "exponential(2)",
          "exponential(1e-8)",
          "log-normal(0.3,0.5)",
          "log-normal(0,10)",
          "beta(2,3)",
          "beta(1e-3,0.5)",
          "beta(1e8,1e8)",
          "continuous-bernoulli(0.3)",
          "continuous-bernoulli(1e-10)",
          "mixture([0.25,0.75],[normal(0,1),normal(3,0.5)])",
          "mixture([0.5,0.5],[normal(0,1e-8),student-t(2,1e6,1)])",
          "mixture([0.4,0.6],[gamma(0.5,1),beta(0.5,0.5)])");
  private static final List<String> COUNTS =
      List.of(
          "bernoulli(0.3)",
          "bernoulli(0)",
          "bernoulli(1e-10)",
          "categorical([0.2,0,0.5,0.3])",
          "categorical([0.5,0.25,0.25])",
          "poisson(3.5)",
          "poisson(0)",
          "poisson(1e-8)",
          "poisson(1e6)",
          "mixture([0.5,0.5],[poisson(1),poisson(20)])",
          "mixture([0.5,0.5],[poisson(1e5),bernoulli(0.5)])");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void of_everyPair_isANumberThatItsCheckAgreesWith(int quarter) {
    List<String> all = new ArrayList<>(NUMBERS);
    all.addAll(COUNTS);
    for (int i = quarter; i < all.size(); i += 4) {
      for (String p : all) {
        assertHolds(all.get(i), p);
      }
    }
  }

  private static void assertHolds(String first, String second) {
    Distribution<Doubles> q = Distributions.parse(first);
    Distribution<Doubles> p = Distributions.parse(second);
    String pair = first + " from " + second;
    Estimate<Doubles> kl = Kl.of(q, p);
    double value = kl.value().scalar();
    assertTrue(value >= 0, pair + ": " + kl);
    assertTrue(value == 0 || !first.equals(second), pair + ": " + kl);
    KlCheck check = Kl.check(q, p, kl);
    assertTrue(check.agrees(), pair + ": " + kl + " and " + check);
    boolean infinite =
        Coverage.whyInfinite(q, p).isPresent() || check.note().contains("largest number");
    assertEquals(infinite, kl.method() == Method.INFINITE, pair + ": " + kl + " " + check);
    assertTrue(kl.method() != Method.MONTE_CARLO, pair + ": " + kl);
  }
}
