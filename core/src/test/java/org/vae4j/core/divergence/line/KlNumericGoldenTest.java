package org.vae4j.core.divergence.line;

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
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.KlCheck;
import org.vae4j.core.verify.Integral;

/** Quadrature and series against integrals at 60 digits, and against the closed forms. */
class KlNumericGoldenTest {
  /** What a closed form has not: the divergence by quadrature or series alone. */
  private static Integral numeric(String first, String second) {
    Distribution<Doubles> q = Numbers.of(Distributions.parse(first));
    Distribution<Doubles> p = Numbers.of(Distributions.parse(second));
    return SeriesKl.takes(q, p) ? SeriesKl.of(q, p) : LineKl.of(q, p).orElseThrow();
  }

  private static double tolerance(double expected) {
    return expected >= 1e-3 ? 1e-10 : 1e-6;
  }

  @Test
  void of_pairsWithoutAClosedForm_matchesHighPrecision() {
    Map<String, Integer> cases = new TreeMap<>();
    for (String[] row : Golden.words("kl-numeric.txt")) {
      double expected = Double.parseDouble(row[3]);
      String pair = row[1] + " from " + row[2];
      Integral found = numeric(row[1], row[2]);
      if (!Double.isInfinite(found.errorEstimate())) {
        Golden.assertClose(expected, found.value(), tolerance(expected), pair);
        double off = Math.abs(found.value() - expected);
        double allowed = 4 * found.errorEstimate() + 1e-12 * expected;
        assertTrue(off <= allowed + 1e-12 * Math.sqrt(expected), pair + ": " + found);
        cases.merge(row[0], 1, Integer::sum);
      }
      KlCheck check =
          Kl.check(
              Distributions.parse(row[1]),
              Distributions.parse(row[2]),
              Kl.of(Distributions.parse(row[1]), Distributions.parse(row[2])));
      assertTrue(check.agrees(), pair + ": " + check);
    }
    assertEquals(10, cases.size());
    cases.forEach((kind, count) -> assertTrue(count >= 27, kind + ": " + count));
  }

  /** The closed forms of one family, where quadrature has the digits to check them. */
  @Test
  void of_pairsWithAClosedForm_matchesIt() {
    int checked = 0;
    for (String[] row : Golden.words("kl.txt")) {
      double expected = Double.parseDouble(row[2]);
      boolean ofNumbers = Distributions.parse(row[0]).dimension() == 1;
      if (ofNumbers && expected >= 1e-3 && expected < 1e280) {
        double relative = row[0].startsWith("normal") ? 1e-12 : 1e-10;
        String pair = row[0] + " from " + row[1];
        Golden.assertClose(expected, numeric(row[0], row[1]).value(), relative, pair);
        checked++;
      }
    }
    assertTrue(checked > 700, "checked " + checked);
  }

  @Test
  void golden_aTenMillionthOff_isCaught() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (String[] row : Golden.words("kl-numeric.txt")) {
            double wrong = Double.parseDouble(row[3]) * (1 + 1e-7);
            Golden.assertClose(wrong, numeric(row[1], row[2]).value(), tolerance(wrong), "planted");
          }
        });
  }

  /** Ten digits of the textbook sum are lost where q and p differ by 1e-9; none here. */
  @Test
  void of_nearlyEqualStudents_keepsWhatTheDirectFormLoses() {
    String q = "student-t(3.7,1.5,0.7)";
    String p = "student-t(3.700000001,1.5,0.7)";
    double value = numeric(q, p).value();
    Distribution<Doubles> a = Distributions.parse(q);
    Distribution<Doubles> b = Distributions.parse(p);
    double direct = LineKl.otherwise(a, b).orElseThrow().value();
    assertTrue(value > 1e-22 && value < 1e-18, "value " + value);
    assertTrue(Math.abs(direct - value) > value, "direct " + direct);
  }
}
