package org.vae4j.core.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3,7",
    "8/2/2,2",
    "1 - 2 - 3,-4",
    "-2^2/2,-2",
    "(1 + 2)^3,27",
    "2^-1,0.5",
    "|1 - 3| * 2,4",
    "a_q * |a_q - b[i]|,-6",
    "exp(-(a_q)^2/2),0.1353352832366127",
    "sqrt(16) + log(1),4",
    "cos(0) * positive(a_q) + xlogx(0),0",
    "1.5e-1 * 10,1.5",
    "pi,3.141592653589793"
  })
  void value_followsTheRulesOfArithmetic(String text, double expected) {
    Map<String, Double> symbols = Map.of("a_q", -2.0, "b[i]", 1.0);
    assertEquals(expected, new Formula(text).value(symbols), 1e-15);
  }

  @Test
  void with_putsNumbersInForSymbolsAlone() {
    Map<String, Double> symbols = Map.of("mean_q", -1.5, "sd_q", 2.0, "a_p[i]", 1e-9);
    assertEquals(
        "E_q[((x - (-1.5))/2)^2] + log(2) + 1e-9 + mean_p + x[i]",
        new Formula("E_q[((x - mean_q)/sd_q)^2] + log(sd_q) + a_p[i] + mean_p + x[i]")
            .with(symbols));
  }

  @Test
  void owned_marksTheParametersAndNothingElse() {
    assertEquals(
        "a_q * log(x/a_q) - logGamma(a_q + b)",
        Formula.owned("a * log(x/a) - logGamma(a + b)", Set.of("a"), "q"));
  }

  @ParameterizedTest
  @CsvSource({"1 +", "(1", "|1", "frob(1)", "a", "1 2", "'1,2'", "''"})
  void value_ofATextThatIsNoFormula_isRefused(String text) {
    assertThrows(IllegalStateException.class, () -> new Formula(text).value(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "0.6931471805599453,0.6931471806,0.6931471805599453",
    "0,0,0",
    "-2,-2,-2",
    "1e-9,1e-9,1e-9",
    "1.2345678901234e-7,1.23456789e-7,1.2345678901234e-7",
    "1e23,1e23,1e23",
    "2e-323,1.976262583e-323,2e-323",
    "123456789012,123456789000,123456789012",
    "5.684341886080802e-14,5.684341886e-14,5.684341886080802e-14",
    "Infinity,inf,inf",
    "-Infinity,-inf,-inf",
    "NaN,nan,nan"
  })
  void digits_areAsManyAsAreOfUse(double x, String rounded, String exact) {
    assertEquals(rounded, Digits.rounded(x));
    assertEquals(exact, Digits.exact(x));
    assertEquals(0, Double.isFinite(x) ? Double.compare(x, Double.parseDouble(exact)) : 0);
  }
}
