package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogLikelihoodTest {
  private static LogLikelihood of(double... values) {
    return new LogLikelihood(10, values, new double[values.length], List.of());
  }

  @Test
  void standardError_isThatOfTheMean() {
    LogLikelihood four = of(-1, -2, -3, -6);
    assertEquals(3, four.nll());
    assertEquals(Math.sqrt(14 / 3.0 / 4), four.standardError(), 1e-15);
  }

  @Test
  void minus_pairsExamples() {
    Estimate difference = of(-1, -2, -3).minus(of(-2, -4, -3));
    assertEquals(1, difference.mean());
    assertEquals(Math.sqrt(1.0 / 3), difference.standardError(), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> of(1).minus(of(1, 2)));
  }

  @Test
  void effectiveSamples_areSummarised() {
    double[] none = new double[4];
    LogLikelihood even = new LogLikelihood(9, none, new double[] {7, 1, 4, 5}, List.of());
    assertEquals(4.5, even.medianEffectiveSamples());
    assertEquals(0.5, even.shareBelow(5));
    LogLikelihood odd =
        new LogLikelihood(9, new double[3], new double[] {7, Double.NaN, 4}, List.of());
    assertEquals(7, odd.medianEffectiveSamples());
    assertEquals(2 / 3.0, odd.shareBelow(5), 1e-15);
  }

  @Test
  void logMeanExp_neitherOverflowsNorUnderflows() {
    assertEquals(
        1000 + Math.log(0.75),
        LogWeights.logMeanExp(new double[] {1000, 1000 + Math.log(0.5)}),
        1e-12);
    assertEquals(-1000, LogWeights.logMeanExp(new double[] {-1000, -1000}), 1e-12);
    double nothing = Double.NEGATIVE_INFINITY;
    assertEquals(nothing, LogWeights.logMeanExp(new double[] {nothing, nothing}));
    assertTrue(Double.isNaN(LogWeights.logMeanExp(new double[] {0, Double.NaN})));
  }

  @Test
  void effectiveSamples_lieBetweenOneAndAll() {
    assertEquals(3, LogWeights.effectiveSamples(new double[] {-900, -900, -900}), 1e-12);
    assertEquals(1, LogWeights.effectiveSamples(new double[] {0, -900, -900}), 1e-12);
    assertEquals(9.0 / 5, LogWeights.effectiveSamples(new double[] {Math.log(2), 0}), 1e-12);
  }

  @Test
  void fewerSamples_areAveragedOverGroups() {
    double[] a = {0, Math.log(3), Math.log(5), Math.log(7), Double.NEGATIVE_INFINITY};
    assertEquals((Math.log(2) + Math.log(6)) / 2, LogWeights.logMeanExpOf(2, a), 1e-15);
    assertEquals(Math.log(16.0 / 5), LogWeights.logMeanExpOf(5, a), 1e-15);
    assertEquals(Double.NEGATIVE_INFINITY, LogWeights.logMeanExpOf(1, a));
  }

  @Test
  void curve_endsWithAllSamples() {
    assertArrayEquals(new int[] {1, 10, 100}, LogLikelihood.countsUpTo(500));
    assertArrayEquals(new int[] {1, 10, 100, 1000}, LogLikelihood.countsUpTo(5000));
    assertArrayEquals(new int[0], LogLikelihood.countsUpTo(1));
    double[] values = {-1, -3};
    List<LogLikelihood.Point> curve =
        LogLikelihood.curve(new int[] {1}, new double[][] {{-2, -4}}, 10, values);
    assertEquals(
        List.of(new LogLikelihood.Point(1, 3, 1), new LogLikelihood.Point(10, 2, 1)), curve);
  }
}
