package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;

/** What {@code Kl} makes of a pair, by which method. */
class KlTest {
  private static Distribution<Doubles> parse(String text) {
    return Distributions.parse(text);
  }

  private static Estimate<Doubles> of(String q, String p) {
    return Kl.of(parse(q), parse(p));
  }

  private static KlCheck check(String q, String p) {
    return Kl.check(parse(q), parse(p), of(q, p));
  }

  @Test
  void of_aPairWithAClosedForm_isThatFormAndItsTerms() {
    Estimate<Doubles> kl = of("normal(0,1)", "normal(1,2)");
    assertEquals(Method.CLOSED, kl.method());
    assertEquals(0, kl.error().scalar());
    assertEquals(
        Kl.closed(parse("normal(0,1)"), parse("normal(1,2)")).orElseThrow().terms(), kl.terms());
    assertEquals("closed", kl.method().text());
    assertEquals("monte-carlo", Method.MONTE_CARLO.text());
  }

  @Test
  void of_aMissedSupport_isInfiniteAndTheCheckSaysWhy() {
    assertEquals(Method.INFINITE, of("uniform(0,2)", "uniform(0,1)").method());
    KlCheck check = check("uniform(0,2)", "uniform(0,1)");
    assertTrue(check.agrees());
    assertEquals(Double.POSITIVE_INFINITY, check.value());
    assertFalse(check.note().isEmpty());
  }

  @Test
  void of_aClosedFormThatOverflows_isInfiniteWithoutAnError() {
    Estimate<Doubles> kl = of("normal(0,1)", "normal(0,1e-200)");
    assertEquals(Method.INFINITE, kl.method());
    assertEquals(Double.POSITIVE_INFINITY, kl.value().scalar());
    assertEquals(0, kl.error().scalar());
  }

  @Test
  void of_theLargestAndTheSmallestParameters_ends() {
    assertEquals(1e-16 / 4, of("von-mises(0,1e-8)", "von-mises(1,0)").value().scalar(), 1e-30);
    assertEquals(Method.CLOSED, of("poisson(1e300)", "poisson(2e300)").method());
    assertEquals(Method.CLOSED, of("von-mises(0,1e300)", "von-mises(0,2e300)").method());
  }

  private static final String TWO =
      "mixture([0.3,0.7],[diagonal([0,0],[1,1]),diagonal([3,1],[0.5,2])])";

  @Test
  void of_aMixtureOfVectors_isDrawnTheSameEachTime() {
    Estimate<Doubles> kl = of(TWO, "diagonal([1,1],[2,2])");
    assertEquals(Method.MONTE_CARLO, kl.method());
    assertEquals(kl, of(TWO, "diagonal([1,1],[2,2])"));
    assertTrue(kl.error().scalar() > 0 && kl.error().scalar() < 0.01, kl.toString());
    KlCheck check = check(TWO, "diagonal([1,1],[2,2])");
    assertTrue(check.agrees() && check.z() != 0, check.toString());
  }

  /** Log densities of some 1e8 nats each: their difference is 5e-15, their rounding 1e-8. */
  @Test
  void check_ofLogDensitiesThatDrownTheirDifference_claimsNoDisagreement() {
    KlCheck check =
        check(
            "dirichlet([1e-8,1e-8,1e-8])", "dirichlet([1.00000003e-8,9.9999993e-9,1.00000007e-8])");
    assertEquals(Method.MONTE_CARLO, check.method());
    assertTrue(check.agrees(), check.toString());
  }

  /** A closed form that is wrong in its ninth digit does not pass its quadrature. */
  @Test
  void check_aPlantedClosedForm_isRefusedByQuadratureAndBySeries() {
    for (String pair :
        new String[] {
          "normal(0,1);normal(1,2)", "gamma(2,1);gamma(1e-3,5)", "poisson(3);poisson(4)"
        }) {
      Distribution<Doubles> q = parse(pair.split(";")[0]);
      Distribution<Doubles> p = parse(pair.split(";")[1]);
      Estimate<Doubles> right = Kl.of(q, p);
      Estimate<Doubles> wrong =
          new Estimate<>(
              right.value().times(1 + 1e-8), right.error(), Method.CLOSED, right.terms());
      assertTrue(Kl.check(q, p, right).agrees(), pair);
      assertFalse(Kl.check(q, p, wrong).agrees(), pair);
    }
  }

  @Test
  void check_aWrongValue_isRefused() {
    Estimate<Doubles> kl = of(TWO, "diagonal([1,1],[2,2])");
    Doubles wrong = kl.value().plus(8 * kl.error().scalar());
    Estimate<Doubles> claim = new Estimate<>(wrong, kl.error(), kl.method(), Map.of());
    KlCheck check = Kl.check(parse(TWO), parse("diagonal([1,1],[2,2])"), claim);
    assertFalse(check.agrees(), check.toString());
  }

  @Test
  void estimate_ofABatch_hasOneValuePerElement() {
    Distribution<Doubles> q =
        new Diagonal<>(
            Doubles.of(Shape.of(2, 2), 0, 0, 1, 1), Doubles.of(Shape.of(2, 2), 1, 1, 1, 2));
    Estimate<Doubles> kl = Kl.estimate(q, parse(TWO), new SplittableRandom(1), 4000);
    assertEquals(Shape.of(2), kl.value().shape());
    Estimate<Doubles> second = of("diagonal([1,1],[1,2])", TWO);
    double gap = kl.value().slice(-1, 1, 2).scalar() - second.value().scalar();
    assertTrue(Math.abs(gap) < 5 * kl.error().slice(-1, 1, 2).scalar(), "gap " + gap);
    double sum = kl.terms().values().stream().mapToDouble(t -> t.slice(-1, 0, 1).scalar()).sum();
    assertEquals(kl.value().slice(-1, 0, 1).scalar(), sum, 1e-12);
  }

  @Test
  void of_differentDimensions_throws() {
    assertThrows(IllegalArgumentException.class, () -> of("normal(0,1)", "diagonal([0,0],[1,1])"));
  }
}
