package org.vae4j.cli.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Places, ticks and labels of axes. */
final class ScaleTest {
  @Test
  void at_linear_isProportional_andStopsAtTheEnds() {
    Scale scale = Scale.between(10, 20).along(100, 0);
    assertEquals(100, scale.at(10));
    assertEquals(75, scale.at(12.5));
    assertEquals(0, scale.at(99));
  }

  @Test
  void at_logarithmic_putsEqualRatiosEquallyFar() {
    Scale scale = Scale.logarithmic(DoubleStream.of(1, 10, 1000)).along(0, 300);
    assertEquals(scale.at(10) - scale.at(1), scale.at(100) - scale.at(10), 1e-9);
    assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), scale.ticks(6));
    assertEquals("0.001", Scale.logarithmic(DoubleStream.of(1e-3, 10)).label(1e-3, 5));
  }

  @Test
  void ticks_areRound_andLabelledWithNoMoreThanTheyNeed() {
    Scale scale = Scale.between(-0.31, 0.52);
    List<Double> ticks = scale.ticks(5);
    assertEquals(
        List.of("−0.2", "0.0", "0.2", "0.4"),
        ticks.stream().map(tick -> scale.label(tick, 5)).toList());
  }

  @Test
  void ticks_ofWholeNumbers_areWhole() {
    assertEquals(List.of(4.0, 5.0, 6.0), Scale.whole(4, 6, 0.04).ticks(9));
    assertEquals(List.of(1.0), Scale.whole(1, 1, 0.5).ticks(9));
  }

  @Test
  void linear_ofOneNumberOrNone_isStillAScale() {
    Scale one = Scale.linear(DoubleStream.of(7, Double.NaN));
    assertTrue(one.low() < 7 && one.high() > 7);
    Scale none = Scale.linear(DoubleStream.of(Double.POSITIVE_INFINITY));
    assertTrue(none.low() < none.high());
  }

  @Test
  void ends_thatAreNoNumbers_areRefused() {
    assertThrows(IllegalStateException.class, () -> Scale.between(1, 1));
    assertThrows(IllegalStateException.class, () -> Scale.between(Double.NaN, 1));
    assertThrows(IllegalStateException.class, () -> Scale.between(-1e308, 1e308 * 1.7));
  }
}
