package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Normal;

/** Renyi, Bhattacharyya and Hellinger in closed form against 200 digits: random, extreme, near. */
class RenyiGoldenTest {
  private static Distribution<Doubles> parse(String text) {
    return Distributions.parse(text);
  }

  private static void assertMatches(double expected, double actual, double bound, String what) {
    if (Math.abs(expected) > 1e-300 && Double.isFinite(expected)) {
      Golden.assertClose(expected, actual, bound, what);
    } else {
      assertEquals(expected, actual, 1e-305, what);
    }
  }

  @Test
  void closed_ofOneFamily_matchesHighPrecision() {
    Map<String, Integer> cases = new TreeMap<>();
    for (String[] row : Golden.words("renyi.txt")) {
      double order = Double.parseDouble(row[0]);
      double value = Renyi.closed(order, parse(row[1]), parse(row[2])).orElseThrow().scalar();
      String what = "order " + order + " of " + row[1] + " from " + row[2];
      double expected = Double.parseDouble(row[3]);
      assertMatches(expected, value, expected < 1e-9 ? 1e-9 : 1e-12, what);
      cases.merge(row[1].substring(0, row[1].indexOf('(')), 1, Integer::sum);
    }
    cases.forEach((family, count) -> assertTrue(count >= 30, family + ": " + count));
    assertEquals(11, cases.size());
  }

  @Test
  void closed_ofFullCovariances_matchesHighPrecision() {
    for (String[] row : Golden.words("renyi-gaussian.txt")) {
      double order = Double.parseDouble(row[0]);
      Distribution<Doubles> q = parse(row[1]);
      double value = Renyi.closed(order, q, parse(row[2])).orElseThrow().scalar();
      double bound = Math.max(1e-12, 10 * q.dimension() * Double.parseDouble(row[4]) * 0x1p-52);
      String what = "order " + order + " of " + row[1] + " from " + row[2];
      assertMatches(Double.parseDouble(row[3]), value, bound, what);
    }
  }

  @Test
  void bhattacharyyaAndHellinger_matchHighPrecision() {
    for (String[] row : Golden.words("bhattacharyya.txt")) {
      String what = row[0] + " from " + row[1];
      double distance = Bhattacharyya.closed(parse(row[0]), parse(row[1])).orElseThrow().scalar();
      assertMatches(Double.parseDouble(row[2]), distance, 1e-12, what);
      double squared = Hellinger.squared(parse(row[0]), parse(row[1])).orElseThrow().scalar();
      assertMatches(Double.parseDouble(row[3]), squared, 1e-12, what);
    }
  }

  @Test
  void golden_theTextbookForm_isCaughtNearby() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (String[] row : Golden.words("renyi.txt")) {
            if (parse(row[1]) instanceof Normal<Doubles> q
                && parse(row[2]) instanceof Normal<Doubles> p) {
              double value = textbook(Double.parseDouble(row[0]), q, p);
              Golden.assertClose(Double.parseDouble(row[3]), value, 1e-6, row[1]);
            }
          }
        });
  }

  private static double textbook(double order, Normal<Doubles> q, Normal<Doubles> p) {
    double s = q.variance().scalar();
    double t = p.variance().scalar();
    double blend = order * t + (1 - order) * s;
    double gap = q.mean().scalar() - p.mean().scalar();
    double logs = Math.log(blend) - (1 - order) * Math.log(s) - order * Math.log(t);
    return order * gap * gap / (2 * blend) + logs / (2 * (1 - order));
  }
}
