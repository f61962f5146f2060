package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Special functions and their derivatives against mpmath at 60 digits and more. */
class SpecialTest {
  /** What a function may lose: next to its zeros, and in odd cumulants of an even law near 0. */
  private static boolean crossesZero(Special function, int order, double x) {
    return switch (function) {
      case STIRLING -> order == 0 && x > 4 && x < 8;
      case LOG_BESSEL, SCALED_LOG_BESSEL -> order >= 3 && x < 3;
      case LOG_SINHC -> order >= 4 && x > 1 && x < 5;
      case LOG_GAMMA, BINET -> false;
    };
  }

  @ParameterizedTest
  @EnumSource
  void derivative_matchesHighPrecision(Special function) {
    int cases = 0;
    for (String[] row : Golden.words("special.txt")) {
      if (!row[0].equals(function.name())) {
        continue;
      }
      int order = Integer.parseInt(row[1]);
      double x = Double.parseDouble(row[2]);
      double expected = Double.parseDouble(row[3]);
      double actual = function.derivative(order, x);
      String what = function + " " + order + " at " + x;
      if (crossesZero(function, order, x)) {
        assertEquals(expected, actual, 1e-14, what);
      } else if (Math.abs(expected) > Double.MIN_NORMAL) {
        Golden.assertClose(expected, actual, order > 2 ? 2e-14 : 2e-15, what);
      } else {
        assertEquals(expected, actual, Double.MIN_NORMAL, what);
      }
      cases++;
    }
    assertTrue(cases > 500, "cases read: " + cases);
  }

  @Test
  void golden_theDifferenceOfLogGammas_isCaught() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (String[] row : Golden.words("special.txt")) {
            double x = Double.parseDouble(row[2]);
            if (row[0].equals("STIRLING") && row[1].equals("1")) {
              double naive = Special.LOG_GAMMA.derivative(1, x) - Math.log(x);
              Golden.assertClose(Double.parseDouble(row[3]), naive, 1e-10, "naive at " + x);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void derivative_isTheSlopeOfTheOneBefore(Special function) {
    for (double x : new double[] {0.3, 1.7, 5, 30, 55}) {
      for (int order = 0; order < 5; order++) {
        double h = 1e-5 * x;
        double slope =
            (function.derivative(order, x + h) - function.derivative(order, x - h)) / (2 * h);
        double scale = Math.abs(function.derivative(order, x)) / x + Math.abs(slope);
        assertEquals(slope, function.derivative(order + 1, x), 1e-8 * scale, function + " at " + x);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void derivative_outsideTheDomain_isNaN(double x) {
    for (Special function : Special.values()) {
      if (function != Special.LOG_SINHC || Double.isNaN(x)) {
        assertEquals(Double.NaN, function.derivative(0, x), function.name());
        assertEquals(Double.NaN, function.derivative(2, x), function.name());
      }
    }
  }

  @Test
  void derivative_atTheEdges_isTheLimit() {
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(inf, Special.LOG_GAMMA.derivative(0, 0));
    assertEquals(inf, Special.LOG_GAMMA.derivative(0, inf));
    assertEquals(inf, Special.LOG_GAMMA.derivative(1, inf));
    assertEquals(0, Special.LOG_GAMMA.derivative(0, 1), 0);
    assertEquals(0, Special.LOG_GAMMA.derivative(0, 2), 0);
    assertEquals(0, Special.LOG_BESSEL.derivative(0, 0));
    assertEquals(0.5, Special.LOG_BESSEL.derivative(2, 0), 1e-15);
    assertEquals(1.0 / 12, Special.LOG_SINHC.derivative(2, 0), 2e-17);
    assertEquals(Special.LOG_SINHC.derivative(0, 5), Special.LOG_SINHC.derivative(0, -5));
    assertEquals(-Special.LOG_SINHC.derivative(1, 5), Special.LOG_SINHC.derivative(1, -5));
    assertThrows(IllegalArgumentException.class, () -> Special.LOG_GAMMA.derivative(-1, 1));
  }
}
