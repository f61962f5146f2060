package org.vae4j.core.divergence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.Golden;
import org.vae4j.core.distribution.Distributions;

/** Closed forms against two tools that know nothing of each other, at moderate parameters. */
class KlToolsTest {
  @ParameterizedTest
  @CsvSource({"kl-torch.txt, 31, 1e-12", "kl-scipy.txt, 40, 1e-12"})
  void closed_matchesAnotherTool(String file, int pairs, double tolerance) {
    Set<String> seen = new HashSet<>();
    for (String[] row : Golden.words(file)) {
      double kl =
          Kl.closed(Distributions.parse(row[0]), Distributions.parse(row[1]))
              .orElseThrow()
              .kl()
              .scalar();
      double expected = Double.parseDouble(row[2]);
      double limit = tolerance * Math.max(1, expected);
      String what = row[0] + " from " + row[1] + ": " + kl + ", not " + expected;
      assertTrue(Math.abs(kl - expected) <= limit, what);
      seen.add(row[0].substring(0, row[0].indexOf('(')) + row[1].substring(0, row[1].indexOf('(')));
    }
    assertTrue(seen.size() >= pairs, "pairs read: " + seen.size());
  }
}
