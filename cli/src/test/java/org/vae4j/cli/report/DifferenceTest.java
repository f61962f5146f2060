package org.vae4j.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Paired statistics against numbers worked out by hand, and what is said of them. */
final class DifferenceTest {
  private static final double[] FIRST = {10, 20, 30, 40};

  @Test
  void spread_isThatOfASample() {
    Spread spread = Spread.of(1, 2, 3, 6);
    assertEquals(3, spread.mean());
    assertEquals(Math.sqrt(14.0 / 3), spread.sd(), 1e-15);
    assertEquals(Math.sqrt(14.0 / 12), spread.standardError(), 1e-15);
  }

  @Test
  void spread_ofOneNumber_doesNotExist() {
    assertEquals(new Spread(7, Double.NaN, 1), Spread.of(7));
  }

  @Test
  void oneSeed_isPairedImageByImage() {
    // Differences -1, -2, -3, -2: mean -2, variance 2/3.
    double[] better = {9, 18, 27, 38};
    Difference difference = Difference.of("vamp", List.of(better), "gmm", List.of(FIRST));
    assertEquals(-2, difference.mean(), 1e-15);
    assertEquals(Math.sqrt(2.0 / 3 / 4), difference.standardError(), 1e-15);
    assertNull(difference.seedStandardError());
    assertEquals(-2 / Math.sqrt(1.0 / 6), difference.errors(), 1e-12);
  }

  @Test
  void severalSeeds_areAveragedForImages_andSpreadForThemselves() {
    // By image the mean differences are -2, -2, -2, -2; by seed -1 and -3.
    double[] slightly = {9, 19, 29, 39};
    double[] clearly = {7, 17, 27, 37};
    Difference difference =
        Difference.of("vamp", List.of(slightly, clearly), "gmm", List.of(FIRST, FIRST));
    assertEquals(-2, difference.mean(), 1e-15);
    assertEquals(0, difference.standardError(), 1e-15);
    assertEquals(1, difference.seedStandardError(), 1e-15);
    assertEquals(1, difference.error(), 1e-15);
    assertEquals(-2, difference.errors(), 1e-15);
  }

  @Test
  void finding_claimsADifferenceFromThreeStandardErrorsOn() {
    String clear = Finding.of(List.of(new Difference("vamp", "gmm", -0.31, 0.1, null, 2000, 1)));
    assertTrue(
        clear.startsWith("vamp has a higher test log-likelihood than gmm, by 0.31 ± 0.10 nats."),
        clear);
    String worse = Finding.of(List.of(new Difference("vamp", "gmm", 0.31, 0.1, null, 2000, 1)));
    assertTrue(worse.startsWith("vamp has a lower test log-likelihood than gmm, by 0.31"), worse);
    String noise = Finding.of(List.of(new Difference("vamp", "gmm", -0.29, 0.1, null, 2000, 1)));
    assertTrue(
        noise.startsWith("vamp and gmm do not differ clearly in test log-likelihood"), noise);
  }

  @Test
  void finding_goesByTheSpreadOverSeedsWhereThatIsLarger() {
    String noise = Finding.of(List.of(new Difference("vamp", "gmm", -1, 0.01, 0.5, 2000, 3)));
    assertTrue(noise.startsWith("vamp and gmm do not differ clearly"), noise);
  }

  @Test
  void finding_isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      String german = Finding.of(List.of(new Difference("vamp", "gmm", -1, 0.1, null, 2000, 1)));
      assertTrue(german.contains("over 2 000 images"), german);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void finding_ofOneSeed_saysSo() {
    String one = Finding.of(List.of(new Difference("vamp", "gmm", -1, 0.1, null, 2000, 1)));
    assertTrue(one.contains("single seed"), one);
    String three = Finding.of(List.of(new Difference("vamp", "gmm", -1, 0.1, 0.1, 2000, 3)));
    assertTrue(three.contains("3 seeds"), three);
  }

  @Test
  void finding_ofOnePrior_isEmpty() {
    assertEquals("", Finding.of(List.of()));
  }
}
