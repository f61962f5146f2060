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
  void logMean_neitherOverflowsNorUnderflows() {
    assertEquals(
        1000 + Math.log(0.75), new LogWeights(1000, 1000 + Math.log(0.5)).logMean(), 1e-12);
    assertEquals(-1000, new LogWeights(-1000, -1000).logMean(), 1e-12);
    double nothing = Double.NEGATIVE_INFINITY;
    assertEquals(nothing, new LogWeights(nothing, nothing).logMean());
    assertTrue(Double.isNaN(new LogWeights(0, Double.NaN).logMean()));
    assertEquals(-nothing, new LogWeights(0, -nothing).logMean());
  }

  @Test
  void effectiveSamples_lieBetweenOneAndAll() {
    assertEquals(3, new LogWeights(-900, -900, -900).effectiveSamples(), 1e-12);
    assertEquals(1, new LogWeights(0, -900, -900).effectiveSamples(), 1e-12);
    assertEquals(9.0 / 5, new LogWeights(Math.log(2), 0).effectiveSamples(), 1e-12);
  }

  @Test
  void fewerSamples_areAveragedOverGroups() {
    LogWeights weights =
        new LogWeights(0, Math.log(3), Math.log(5), Math.log(7), Double.NEGATIVE_INFINITY);
    assertEquals((Math.log(2) + Math.log(6)) / 2, weights.logMeanOf(2), 1e-15);
    assertEquals(Math.log(16.0 / 5), weights.logMeanOf(5), 1e-15);
    assertEquals(Double.NEGATIVE_INFINITY, weights.logMeanOf(1));
  }

  @Test
  void fewerSamples_ofWeightsFarApart_loseNoGroup() {
    double near = 0.3;
    for (double far : new double[] {-600, -660, -670, -700, -740, -900}) {
      LogWeights weights = new LogWeights(near, 0, far, far + Math.log(3));
      double first = Math.log((Math.exp(near) + 1) / 2);
      assertEquals((first + far + Math.log(2)) / 2, weights.logMeanOf(2), 1e-13 * -far);
    }
    double nothing = Double.NEGATIVE_INFINITY;
    assertEquals(nothing, new LogWeights(0, 0, nothing, nothing).logMeanOf(2));
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
