package org.vae4j.core.divergence.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.core.divergence.mixture.NormalMixtures.mixture;
import static org.vae4j.core.divergence.mixture.NormalMixtures.quadrature;
import static org.vae4j.core.divergence.mixture.NormalMixtures.random;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.Method;
import org.vae4j.core.verify.Cubature;

/** Intervals that hold the divergence, and estimates of joint densities. */
class MixtureKlTest {
  private static final String PAIR =
      "mixture([0.3,0.7],[diagonal([-1,0],[0.6,1.2]),diagonal([1.5,1],[0.8,0.5])])";
  private static final String OTHER =
      "mixture([0.5,0.2,0.3],"
          + "[diagonal([0,0],[1,1]),diagonal([2,-1],[0.7,1.5]),diagonal([-2,2],[1,0.6])])";

  private static Distribution<Doubles> parse(String text) {
    return Distributions.parse(text);
  }

  private static double value(Map<MixtureFormula, Doubles> formulas, MixtureFormula formula) {
    return formulas.get(formula).scalar();
  }

  @Test
  void of_randomPairs_holdsTheQuadrature() {
    RandomGenerator random = new SplittableRandom(11);
    int informative = 0;
    for (int i = 0; i < 200; i++) {
      double[][] q = random(random, 1 + i % 4);
      double[][] p = random(random, 1 + i / 4 % 4);
      double expected = quadrature(q, p);
      MixtureBounds<Doubles> bounds = MixtureKl.of(mixture(q), mixture(p), random, 400);
      double lower = bounds.lower().scalar();
      double upper = bounds.upper().scalar();
      assertTrue(lower <= expected + 1e-9, i + ": " + lower + " <= " + expected);
      assertTrue(expected <= upper + 1e-9, i + ": " + expected + " <= " + upper);
      double product = bounds.of(MixtureFormula.JENSEN_PRODUCT).orElseThrow().scalar();
      double widened = bounds.of(MixtureFormula.WIDENED_PRODUCT).orElseThrow().scalar();
      assertTrue(widened >= product - 1e-12, i + ": " + widened + " >= " + product);
      bounds.formulas().forEach((formula, x) -> assertSide(formula, x.scalar(), expected));
      double error = bounds.estimate().error().scalar();
      assertEquals(expected, bounds.estimate().value().scalar(), 5 * error + 1e-9, "estimate " + i);
      informative += lower > 0 ? 1 : 0;
    }
    assertTrue(informative > 100, "lower bounds above 0: " + informative);
  }

  @Test
  void of_withoutDraws_estimatesByQuadrature() {
    Distribution<Doubles> q = parse("mixture([0.4,0.6],[normal(-1,0.5),normal(2,1)])");
    Distribution<Doubles> p = parse("mixture([0.5,0.5],[normal(0,1),normal(3,2)])");
    MixtureBounds<Doubles> bounds = MixtureKl.of(q, p);
    double value = bounds.estimate().value().scalar();
    assertEquals(Kl.of(q, p).value().scalar(), value);
    assertEquals(Method.QUADRATURE, bounds.estimate().method());
    assertTrue(bounds.lower().scalar() <= value && value <= bounds.upper().scalar());
  }

  static void assertSide(MixtureFormula formula, double value, double expected) {
    switch (formula.side()) {
      case LOWER -> assertTrue(value <= expected + 1e-9, formula + " " + value + " " + expected);
      case UPPER -> assertTrue(value >= expected - 1e-9, formula + " " + value + " " + expected);
      case NEITHER -> assertTrue(Double.isFinite(value), formula + " " + value);
    }
  }

  @Test
  void hersheyOlsen_ofSomePair_isBelowTheDivergenceAndOfAnotherAbove() {
    RandomGenerator random = new SplittableRandom(12);
    boolean below = false;
    boolean above = false;
    for (int i = 0; i < 60; i++) {
      double[][] q = random(random, 3);
      double[][] p = random(random, 3);
      double gap =
          value(MixtureKl.formulas(mixture(q), mixture(p)), MixtureFormula.HERSHEY_OLSEN)
              - quadrature(q, p);
      below |= gap < -1e-3;
      above |= gap > 1e-3;
    }
    assertTrue(below && above, "it is named as no bound");
  }

  @Test
  void of_aMixtureInThePlane_isTheDivergenceOfJointDensities() {
    Distribution<Doubles> q = parse(PAIR);
    Distribution<Doubles> p = parse(OTHER);
    double expected = cubature(q, p);
    MixtureBounds<Doubles> bounds = MixtureKl.of(q, p, new SplittableRandom(3), 40_000);
    double error = bounds.estimate().error().scalar();
    assertEquals(Method.MONTE_CARLO, bounds.estimate().method());
    assertEquals(expected, bounds.estimate().value().scalar(), 4 * error);
    assertTrue(bounds.lower().scalar() <= expected && expected <= bounds.upper().scalar());
    double byAxis = perAxis(0) + perAxis(1);
    assertTrue(Math.abs(byAxis - expected) > 20 * error, "the test can tell: " + byAxis);
  }

  private static double cubature(Distribution<Doubles> q, Distribution<Doubles> p) {
    return Cubature.integrate(
            points -> {
              Doubles x = plane(points);
              Doubles log = q.logDensity(x);
              return log.exp().times(log.minus(p.logDensity(x))).toDoubleArray();
            },
            new double[] {-9, -10},
            new double[] {9, 10},
            1e-7)
        .value();
  }

  private static Doubles plane(double[][] points) {
    return Doubles.of(
        Shape.of(points.length, 2), Stream.of(points).flatMapToDouble(Arrays::stream).toArray());
  }

  /** What a log-sum-exp along each axis would make of it: a divergence of products of mixtures. */
  private static double perAxis(int axis) {
    double[][][] q = {{{0.3, -1, 0.6}, {0.7, 1.5, 0.8}}, {{0.3, 0, 1.2}, {0.7, 1, 0.5}}};
    double[][][] p = {
      {{0.5, 0, 1}, {0.2, 2, 0.7}, {0.3, -2, 1}}, {{0.5, 0, 1}, {0.2, -1, 1.5}, {0.3, 2, 0.6}}
    };
    return quadrature(q[axis], p[axis]);
  }

  @Test
  void of_withoutClosedParts_saysWhatIsAbsent() {
    Distribution<Doubles> q = parse("mixture([0.5,0.5],[student-t(3,0,1),student-t(4,1,1)])");
    MixtureBounds<Doubles> bounds =
        MixtureKl.of(q, parse("student-t(5,0,1)"), new SplittableRandom(5), 1000);
    assertEquals(Map.of(), bounds.formulas());
    assertTrue(bounds.of(MixtureFormula.CONVEXITY).isEmpty());
    assertEquals(0, bounds.lower().scalar());
    assertEquals(Double.POSITIVE_INFINITY, bounds.upper().scalar());
    assertTrue(bounds.estimate().error().scalar() > 0);
  }
}
