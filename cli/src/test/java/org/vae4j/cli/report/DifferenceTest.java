package org.vae4j.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
    assertEquals(-2 - 3 * Math.sqrt(1.0 / 6), difference.interval().low(), 1e-12);
    assertEquals(-2 + 3 * Math.sqrt(1.0 / 6), difference.interval().high(), 1e-12);
    assertTrue(difference.clear());
  }

  @Test
  void runsOnOtherNumbersOfImages_areRefused() {
    List<double[]> whole = List.of(FIRST, FIRST);
    List<double[]> truncated = List.of(FIRST, new double[] {10, 20});
    for (var pair : List.of(List.of(whole, truncated), List.of(truncated, whole))) {
      assertEquals(
          "difference of vamp and gmm: runs must be tested on as many images; got 4 and 2",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Difference.of("vamp", pair.get(0), "gmm", pair.get(1)))
              .getMessage());
    }
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
    assertEquals(List.of(-1.0, -3.0), difference.bySeed());
    assertEquals(-2 - 12.706, difference.interval().low(), 1e-12);
    assertFalse(difference.clear());
  }

  @Test
  void finding_claimsADifferenceFromThreeStandardErrorsOn() {
    String clear =
        Finding.of(List.of(new Difference("vamp", "gmm", -0.31, 0.1, null, List.of(-0.31), 2000)));
    assertTrue(clear.startsWith("vamp has a lower test NLL than gmm, by 0.31 ± 0.10 nats."), clear);
    String worse =
        Finding.of(List.of(new Difference("vamp", "gmm", 0.31, 0.1, null, List.of(0.31), 2000)));
    assertTrue(worse.startsWith("vamp has a higher test NLL than gmm, by 0.31"), worse);
    String noise =
        Finding.of(List.of(new Difference("vamp", "gmm", -0.29, 0.1, null, List.of(-0.29), 2000)));
    assertTrue(noise.startsWith("vamp and gmm do not differ clearly in test NLL"), noise);
  }

  @Test
  void finding_goesByTheSpreadOverSeedsWhereThatIsLarger() {
    String noise =
        Finding.of(
            List.of(new Difference("vamp", "gmm", -1, 0.01, 0.5, List.of(-1.5, 0.5, -2.0), 2000)));
    assertTrue(noise.startsWith("vamp and gmm do not differ clearly"), noise);
  }

  @Test
  void interval_ofFewSeeds_isThatOfStudent_ofManyThreeStandardErrors() {
    for (List<Double> seeds : List.of(List.of(-1.0, -2.0), List.of(-1.0, -2.0, -1.5))) {
      Difference few = new Difference("vamp", "gmm", -1.5, 0.01, 0.4, seeds, 2000);
      assertFalse(few.clear());
      String said = Finding.sentence(few);
      assertTrue(said.startsWith("vamp has a lower test NLL than gmm in each"), said);
      assertTrue(said.endsWith("so few seeds do not tell about the next ones."), said);
    }
    List<Double> five = List.of(-1.0, -2.0, -1.5, -1.0, -2.0);
    Difference many = new Difference("vamp", "gmm", -1.5, 0.01, 0.4, five, 2000);
    assertEquals(-1.5 - 3 * 0.4, many.interval().low(), 1e-12);
    assertTrue(many.clear());
  }

  @Test
  void headline_isTheClearestGain_orThatThereIsNone() {
    Difference gain = new Difference("vamp", "normal", -1, 0.1, null, List.of(-1.0), 2000);
    Difference small = new Difference("gmm", "normal", -0.5, 0.1, null, List.of(-0.5), 2000);
    Difference vague = new Difference("flow", "normal", -2, 1.0, null, List.of(-2.0), 2000);
    assertEquals(Finding.sentence(gain), Finding.headline(List.of(small, vague, gain)));
    assertEquals(Finding.sentence(vague), Finding.headline(List.of(vague)));
    assertEquals(
        "No other prior has a clearly lower test NLL than normal.",
        Finding.headline(List.of(vague, vague)));
    assertEquals("", Finding.headline(List.of()));
  }

  @Test
  void noDifferenceAtAll_isNotClear() {
    assertFalse(new Difference("a", "b", 0, 0, null, List.of(0.0), 2000).clear());
    Difference none = new Difference("a", "b", Double.NaN, Double.NaN, null, List.of(1.0), 1);
    assertFalse(none.clear());
  }

  @Test
  void finding_isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      String german =
          Finding.of(List.of(new Difference("vamp", "gmm", -1, 0.1, null, List.of(-1.0), 2000)));
      assertTrue(german.contains("over 2 000 images"), german);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void finding_ofOneSeed_saysSo() {
    String one =
        Finding.of(List.of(new Difference("vamp", "gmm", -1, 0.1, null, List.of(-1.0), 2000)));
    assertTrue(one.contains("single seed"), one);
    String three =
        Finding.of(
            List.of(new Difference("vamp", "gmm", -1, 0.1, 0.1, List.of(-1.0, -0.8, -1.2), 2000)));
    assertTrue(three.contains("3 seeds"), three);
    assertFalse(three.contains("by itself"), three);
  }

  @Test
  void finding_ofSeveralPriorsBySeeds_saysThatNothingIsCorrected() {
    List<Double> seeds = List.of(-1.0, -0.8, -1.2);
    String two =
        Finding.of(
            List.of(
                new Difference("vamp", "gmm", -1, 0.1, 0.1, seeds, 2000),
                new Difference("flow", "gmm", -1, 0.1, 0.1, seeds, 2000)));
    assertTrue(two.endsWith(" Each is judged by itself, however many there are."), two);
  }

  @Test
  void finding_ofOnePrior_isEmpty() {
    assertEquals("", Finding.of(List.of()));
  }
}
