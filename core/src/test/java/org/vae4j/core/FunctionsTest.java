package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"log1pmx", "softplus", "sigmoid"})
  void function_matchesHighPrecision(String name) {
    int cases = 0;
    for (String[] row : Golden.words("functions.txt")) {
      if (row[0].equals(name)) {
        double x = Double.parseDouble(row[1]);
        double tolerance = name.equals("log1pmx") ? 4e-16 : 6e-16;
        Golden.assertClose(
            Double.parseDouble(row[2]), value(name, x), tolerance, name + "(" + x + ")");
        cases++;
      }
    }
    assertTrue(cases > 200, "cases read: " + cases);
  }

  @ParameterizedTest
  @CsvSource({"expm1mx, 4e-16", "erf, 2.5e-15"})
  void function_ofTheSecondFile_matchesHighPrecision(String name, double tolerance) {
    int cases = 0;
    for (String[] row : Golden.words("functions-2.txt")) {
      if (row[0].equals(name)) {
        double x = Double.parseDouble(row[1]);
        Golden.assertClose(
            Double.parseDouble(row[2]), value(name, x), tolerance, name + "(" + x + ")");
        cases++;
      }
    }
    assertTrue(cases > 200, "cases read: " + cases);
  }

  @Test
  void expm1mx_atTheEdges_isTheLimit() {
    assertEquals(0, Functions.expm1mx(0));
    assertEquals(Double.POSITIVE_INFINITY, Functions.expm1mx(Double.POSITIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, Functions.expm1mx(Double.NEGATIVE_INFINITY));
    assertEquals(Double.NaN, Functions.expm1mx(Double.NaN));
    assertEquals(999, Functions.expm1mx(-1000));
  }

  @Test
  void golden_naiveLog1pmx_isCaught() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (String[] row : Golden.words("functions.txt")) {
            double x = Double.parseDouble(row[1]);
            if (row[0].equals("log1pmx")) {
              Golden.assertClose(Double.parseDouble(row[2]), Math.log1p(x) - x, 4e-16, "naive");
            }
          }
        });
  }

  private static double value(String name, double x) {
    return switch (name) {
      case "log1pmx" -> Functions.log1pmx(x);
      case "softplus" -> Functions.softplus(x);
      case "sigmoid" -> Functions.sigmoid(x);
      case "expm1mx" -> Functions.expm1mx(x);
      case "erf" -> Functions.erf(x);
      default -> throw new IllegalArgumentException("unknown function " + name);
    };
  }

  @Test
  void log1pmx_atTheEdges_isTheLimit() {
    assertEquals(Double.NEGATIVE_INFINITY, Functions.log1pmx(-1));
    assertEquals(Double.NEGATIVE_INFINITY, Functions.log1pmx(Double.POSITIVE_INFINITY));
    assertEquals(0, Functions.log1pmx(0));
    assertEquals(Double.NaN, Functions.log1pmx(-1.5));
    assertEquals(Double.NaN, Functions.log1pmx(Double.NaN));
    assertEquals(-0.5e-300, Functions.log1pmx(1e-150), 1e-315);
  }

  @Test
  void softplus_atTheEdges_isTheLimit() {
    assertEquals(1e4, Functions.softplus(1e4));
    assertEquals(Double.MIN_VALUE, Functions.softplus(-744.5));
    assertEquals(0, Functions.softplus(Double.NEGATIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, Functions.softplus(Double.POSITIVE_INFINITY));
    assertEquals(Double.NaN, Functions.softplus(Double.NaN));
  }

  @Test
  void sigmoid_atTheEdges_isTheLimit() {
    assertEquals(1, Functions.sigmoid(1e4));
    assertEquals(0, Functions.sigmoid(-1e4));
    assertEquals(0.5, Functions.sigmoid(0));
    assertEquals(1, Functions.sigmoid(Double.POSITIVE_INFINITY));
    assertEquals(0, Functions.sigmoid(Double.NEGATIVE_INFINITY));
    assertEquals(Double.NaN, Functions.sigmoid(Double.NaN));
  }
}
