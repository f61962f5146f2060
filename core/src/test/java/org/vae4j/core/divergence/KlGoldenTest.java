package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Special;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.divergence.closed.KlTerms;

/**
 * Every closed pair against the textbook formula at 160 digits: random, extreme, and near q = p.
 */
class KlGoldenTest {
  private static KlTerms<Doubles> closed(String q, String p) {
    return Kl.closed(Distributions.parse(q), Distributions.parse(p)).orElseThrow();
  }

  private static String family(String text) {
    return text.substring(0, text.indexOf('('));
  }

  @Test
  void closed_ofOneFamily_matchesHighPrecision() {
    Map<String, Integer> cases = new TreeMap<>();
    for (String[] row : Golden.words("kl.txt")) {
      KlTerms<Doubles> terms = closed(row[0], row[1]);
      double expected = Double.parseDouble(row[2]);
      assertKl(expected, terms, 5e-14, row[0] + " from " + row[1]);
      cases.merge(family(row[0]) + " " + family(row[1]), 1, Integer::sum);
    }
    cases.forEach(
        (pair, count) -> {
          boolean mixed = !pair.split(" ")[0].equals(pair.split(" ")[1]);
          assertTrue(count >= (mixed ? 5 : 20), pair + ": " + count);
        });
    assertEquals(19, cases.size());
  }

  private static void assertKl(
      double expected, KlTerms<Doubles> terms, double relative, String what) {
    double kl = terms.kl().scalar();
    if (Math.abs(expected) > 1e-300) {
      Golden.assertClose(expected, kl, relative, what);
    } else {
      assertEquals(expected, kl, 1e-305, what);
    }
    double sum = terms.terms().values().stream().mapToDouble(Doubles::scalar).sum();
    double size = terms.terms().values().stream().mapToDouble(t -> Math.abs(t.scalar())).sum();
    assertEquals(kl, sum, 1e-13 * size, "terms of " + what);
    assertTrue(kl >= 0, "kl >= 0; got " + kl + " for " + what);
  }

  @Test
  void closed_ofFullCovariances_matchesHighPrecision() {
    for (String[] row : Golden.words("kl-gaussian.txt")) {
      KlTerms<Doubles> terms = closed(row[0], row[1]);
      int d = row[0].substring(0, row[0].indexOf(']')).split(",").length;
      double bound = Math.max(1e-12, 10 * d * Double.parseDouble(row[3]) * 0x1p-52);
      Golden.assertClose(
          Double.parseDouble(row[2]), terms.kl().scalar(), bound, row[0] + " from " + row[1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exponential(2) | gamma(3,4) | gamma(1,2) | gamma(3,4)",
        "gamma(3,4) | exponential(2) | gamma(3,4) | gamma(1,2)",
        "uniform(0,1) | beta(2,3) | beta(1,1) | beta(2,3)",
        "beta(2,3) | uniform(0,1) | beta(2,3) | beta(1,1)",
        "uniform(0,1) | continuous-bernoulli(0.3)"
            + " | continuous-bernoulli(0.5) | continuous-bernoulli(0.3)",
        "continuous-bernoulli(0.3) | uniform(0,1)"
            + " | continuous-bernoulli(0.3) | continuous-bernoulli(0.5)"
      })
  void closed_ofAFamilyWithinAnother_isThatOfTheOther(
      String q, String p, String sameQ, String sameP) {
    assertEquals(closed(sameQ, sameP), closed(q, p));
  }

  @Test
  void closed_fromLogits_isThatOfTheProbabilities() {
    double[] logits = {0.3, -1.2, 2, 0.3000001};
    for (double a : logits) {
      for (double b : logits) {
        Doubles one = Doubles.scalar(a);
        Doubles other = Doubles.scalar(b);
        double expected = kl(Bernoulli.of(one.sigmoid()), Bernoulli.of(other.sigmoid()));
        double tolerance = 1e-13 + 1e-8 * expected * (Math.abs(a - b) < 1e-3 ? 1 : 0);
        assertEquals(expected, kl(Bernoulli.ofLogit(one), Bernoulli.ofLogit(other)), tolerance);
        Doubles q = Doubles.vector(a, 0, 0.5);
        Doubles p = Doubles.vector(b, 0.1, -3);
        Categorical<Doubles> byLogits = Categorical.ofLogits(q);
        Categorical<Doubles> from = Categorical.ofLogits(p);
        double classes =
            kl(Categorical.of(byLogits.probabilities()), Categorical.of(from.probabilities()));
        assertEquals(classes, kl(byLogits, from), 1e-13);
      }
    }
  }

  private static double kl(Distribution<Doubles> q, Distribution<Doubles> p) {
    return Kl.closed(q, p).orElseThrow().kl().scalar();
  }

  @Test
  void closed_whereThereIsNone_isEmptyAndAMissedSupportIsInfinite() {
    assertTrue(
        Kl.closed(Distributions.parse("normal(0,1)"), Distributions.parse("gamma(1,1)")).isEmpty());
    assertEquals(Double.POSITIVE_INFINITY, closed("uniform(0,2)", "uniform(0,1)").kl().scalar());
    assertEquals(Double.POSITIVE_INFINITY, closed("bernoulli(0.5)", "bernoulli(0)").kl().scalar());
    assertEquals(Double.POSITIVE_INFINITY, closed("poisson(1)", "poisson(0)").kl().scalar());
  }

  @Test
  void closed_ofRatesFarApart_keepsItsDigits() {
    double log = 300 * Math.log(10);
    double kl = closed("gamma(1,1e150)", "gamma(1,1e-150)").kl().scalar();
    assertEquals(log - 1, kl, 1e-12);
    double far = closed("gamma(1,1e-140)", "gamma(1,1e140)").kl().scalar();
    assertEquals(1e280, far, 1e266);
  }

  @Test
  void golden_theTextbookGamma_isCaughtNearbyAndForLargeShapes() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (String[] row : Golden.words("kl.txt")) {
            if (family(row[0]).equals("gamma")) {
              Gamma<Doubles> q = (Gamma<Doubles>) Distributions.parse(row[0]);
              Gamma<Doubles> p = (Gamma<Doubles>) Distributions.parse(row[1]);
              Golden.assertClose(Double.parseDouble(row[2]), textbook(q, p), 1e-6, "textbook");
            }
          }
        });
  }

  private static double textbook(Gamma<Doubles> q, Gamma<Doubles> p) {
    double a = q.shape().scalar();
    double b = p.shape().scalar();
    double ratio = p.rate().scalar() / q.rate().scalar();
    return (a - b) * Special.LOG_GAMMA.derivative(1, a)
        - Special.LOG_GAMMA.derivative(0, a)
        + Special.LOG_GAMMA.derivative(0, b)
        - b * Math.log(ratio)
        + a * (ratio - 1);
  }
}
