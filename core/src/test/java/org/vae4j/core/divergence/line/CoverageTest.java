package org.vae4j.core.divergence.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Concrete;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.ExpConcrete;
import org.vae4j.core.distribution.Gamma;

/** Which divergences are infinite, by supports and by tails, and the reason that is given. */
class CoverageTest {
  private static Optional<String> why(String q, String p) {
    return Coverage.whyInfinite(Distributions.parse(q), Distributions.parse(p));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | gamma(1,1) | p has no mass below 0, where q has",
        "student-t(3,0,1) | log-normal(0,1) | p has no mass below 0, where q has",
        "laplace(0,1) | uniform(-9,9) | p has no mass below -9, where q has",
        "gamma(2,1) | beta(2,2) | p has no mass above 1, where q has",
        "gamma(2,1) | continuous-bernoulli(0.2) | p has no mass above 1, where q has",
        "beta(2,2) | uniform(0,0.5) | p has no mass above 0.5, where q has",
        "beta(2,2) | uniform(0.25,2) | p has no mass below 0.25, where q has",
        "uniform(0,2) | uniform(0,1) | p has no mass above 1, where q has",
        "uniform(-1e-300,1) | exponential(1) | p has no mass below 0, where q has",
        "uniform(0,4) | von-mises(0,1) | p has no mass above 3.141592653589793, where q has",
        "von-mises(0,1) | uniform(-3,4) | p has no mass below -3, where q has",
        "normal(0,1) | von-mises(0,1) | p has no mass below -3.141592653589793, where q has",
        "von-mises(1,1) | inverse-gamma(2,1) | p has no mass below 0, where q has",
        "bernoulli(0.5) | bernoulli(0) | p has no mass at 1, where q has",
        "bernoulli(0.5) | bernoulli(1) | p has no mass at 0, where q has",
        "categorical([0.5,0.5,0]) | categorical([1,0,0]) | p has no mass at 1, where q has",
        "poisson(1) | poisson(0) | p has no mass above 0, where q has",
        "poisson(1) | bernoulli(0.5) | p has no mass above 1, where q has",
        "poisson(1) | categorical([0.5,0,0.5]) | p has no mass at 1, where q has",
        "categorical([0.5,0,0.5]) | bernoulli(0.5) | p has no mass at 2, where q has",
        "poisson(0) | bernoulli(1) | p has no mass at 0, where q has",
        "poisson(3) | normal(3,2) | q has mass at single points, where p has none",
        "bernoulli(0.5) | uniform(0,1) | q has mass at single points, where p has none",
        "normal(3,2) | poisson(3) | p has mass at single points alone, where q has none",
        "beta(2,2) | bernoulli(0.5) | p has mass at single points alone, where q has none",
        "diagonal([0,0],[1,1]) | dirichlet([1,1])"
            + " | q lives on all vectors, p on vectors that sum to 1, a set of no volume",
        "dirichlet([1,1]) | gaussian([0,0],[[1,0],[0,1]])"
            + " | q lives on vectors that sum to 1, a set of no volume, p on all vectors"
      })
  void whyInfinite_whereASupportIsMissed_saysWhere(String q, String p, String reason) {
    assertEquals(reason, why(q, p).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "student-t(2,0,1); normal(0,1); |x|^2 towards -infinity",
        "student-t(1,0,1); diagonal([0],[1]); |x|^2 towards -infinity",
        "student-t(1,5,1); laplace(0,1); |x| towards -infinity",
        "inverse-gamma(1,1); gamma(3,1); |x| towards infinity",
        "inverse-gamma(0.5,1); exponential(3); |x| towards infinity",
        "inverse-gamma(2,1); normal(0,1); |x|^2 towards infinity",
        "inverse-gamma(1,1); laplace(0,1); |x| towards infinity",
        "gamma(1,1); inverse-gamma(3,1); 1/x towards 0",
        "exponential(1); inverse-gamma(3,1); 1/x towards 0",
        "beta(1,9); inverse-gamma(3,1); 1/x towards 0",
        "uniform(0,9); inverse-gamma(3,1); 1/x towards 0",
        "continuous-bernoulli(0.9); inverse-gamma(3,1); 1/x towards 0"
      })
  void whyInfinite_whereTheIntegralDiverges_saysWhereAndHow(String q, String p, String growth) {
    String expected = "-log p grows as %s, and q has no such mean".formatted(growth);
    assertEquals(expected, why(q, p).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "student-t(2.001,0,1); normal(0,1)",
        "student-t(1.001,0,1); laplace(0,1)",
        "student-t(0.01,0,1); student-t(100,0,1)",
        "student-t(0.01,0,1); student-t(1,0,1)",
        "normal(0,1); student-t(0.1,0,1)",
        "inverse-gamma(1.001,1); gamma(3,1)",
        "inverse-gamma(2.001,1); normal(0,1)",
        "inverse-gamma(0.001,1); log-normal(0,1)",
        "inverse-gamma(0.001,1); student-t(3,0,1)",
        "gamma(1.001,1); inverse-gamma(3,1)",
        "gamma(0.001,1); log-normal(0,1)",
        "beta(1.001,0.1); inverse-gamma(3,1)",
        "beta(0.01,0.01); beta(100,100)",
        "uniform(1e-300,1); inverse-gamma(3,1)",
        "uniform(0,1); log-normal(0,1)",
        "log-normal(0,50); normal(0,1)",
        "log-normal(0,50); inverse-gamma(1,1)",
        "von-mises(0,1); uniform(-3.141592653589793,3.141592653589793)",
        "uniform(-3.141592653589793,3.141592653589793); von-mises(0,1)",
        "von-mises(3,1); von-mises(-3,1)",
        "bernoulli(0); bernoulli(0)",
        "bernoulli(1); categorical([0,1,0])",
        "categorical([0,0.5,0.5]); poisson(1)",
        "poisson(0); bernoulli(0.5)",
        "poisson(0); poisson(0)",
        "dirichlet([1,2]); dirichlet([3,4])",
        "diagonal([0,0],[1,1]); gaussian([0,0],[[1,0],[0,1]])",
        "normal(0,1); gaussian([0],[[1]])"
      })
  void whyInfinite_ofAFiniteDivergence_isEmpty(String q, String p) {
    assertEquals(Optional.empty(), why(q, p));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uniform(0,2); mixture([0.5,0.5],[uniform(0,1),uniform(1,2)])",
        "uniform(0,2); mixture([0.5,0,0.5],[uniform(1,2),normal(0,1),uniform(-1,1)])",
        "student-t(1,0,1); mixture([0.9,0.1],[normal(0,1),student-t(5,0,1)])",
        "exponential(1); mixture([0.9,0.1],[inverse-gamma(2,1),uniform(0,1)])",
        "mixture([1,0],[uniform(0,1),normal(0,1)]); uniform(0,1)",
        "mixture([0.5,0.5],[bernoulli(0),bernoulli(1)]);"
            + "mixture([0.5,0.5],[bernoulli(1),bernoulli(0)])",
        "poisson(1); mixture([0.5,0.5],[bernoulli(1),poisson(1)])"
      })
  void whyInfinite_ofMixtures_goesByTheBestOfTheComponents(String q, String p) {
    assertEquals(Optional.empty(), why(q, p));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uniform(0,2); mixture([0.5,0.5],[uniform(0,0.5),uniform(1,2)]);"
            + "p has no mass between 0.5 and 1, where q has",
        "uniform(0,2); mixture([0,1],[normal(0,1),uniform(1,2)]);"
            + "p has no mass below 1, where q has",
        "mixture([0.999,0.001],[uniform(0,1),normal(0,1)]); uniform(0,1);"
            + "p has no mass below 0, where q has",
        "student-t(1,0,1); mixture([0.5,0.5],[normal(0,1),laplace(0,1)]);"
            + "-log p grows as |x| towards -infinity, and q has no such mean",
        "exponential(1); mixture([0.9,0.1],[inverse-gamma(2,1),uniform(1,2)]);"
            + "-log p grows as 1/x towards 0, and q has no such mean",
        "normal(0,1); mixture([1],[mixture([1,0],[gamma(1,1),normal(0,1)])]);"
            + "p has no mass below 0, where q has",
        "poisson(1); mixture([0.5,0.5],[bernoulli(1),categorical([0.5,0,0.5])]);"
            + "p has no mass above 2, where q has"
      })
  void whyInfinite_ofMixtures_findsWhatNoComponentCovers(String q, String p, String reason) {
    assertEquals(reason, why(q, p).orElseThrow());
  }

  @Test
  void whyInfinite_ofDistributionsOutsideTheGrammar_isKnownToo() {
    Doubles logits = Doubles.vector(900, 0, -900);
    Distribution<Doubles> classes = Categorical.ofLogits(logits);
    Distribution<Doubles> levels = new DiscretisedLogistic<>(logits.number(2), logits.number(1), 3);
    Distribution<Doubles> concrete = new Concrete<>(logits.number(1), logits);
    Distribution<Doubles> logConcrete = new ExpConcrete<>(logits.number(1), logits);
    Distribution<Doubles> dirichlet = Distributions.parse("dirichlet([1,2,3])");
    assertTrue(Coverage.whyInfinite(levels, classes).isEmpty());
    assertTrue(Coverage.whyInfinite(classes, levels).isEmpty());
    assertTrue(Coverage.whyInfinite(classes, Bernoulli.ofLogit(logits.number(0))).isPresent());
    assertTrue(Coverage.whyInfinite(concrete, dirichlet).isEmpty());
    assertTrue(Coverage.whyInfinite(dirichlet, concrete).isEmpty());
    assertTrue(Coverage.whyInfinite(concrete, logConcrete).isPresent());
  }

  @Test
  void whyInfinite_ofDifferentDimensions_namesThem() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class, () -> why("normal(0,1)", "diagonal([0,0],[1,1])"));
    assertEquals(
        "kl: q and p must have one dimension; got normal of 1 and diagonal of 2",
        fault.getMessage());
    Distribution<Doubles> three = new Gamma<>(Doubles.vector(0.5, 1, 2), Doubles.scalar(1));
    Distribution<Doubles> inverse = Distributions.parse("inverse-gamma(1,1)");
    assertThrows(IllegalArgumentException.class, () -> Coverage.whyInfinite(three, inverse));
  }
}
