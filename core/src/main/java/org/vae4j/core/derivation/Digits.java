package org.vae4j.core.derivation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as one reads them. */
public final class Digits {
  private static final int READABLE = 10;
  private static final int MOST = 17;

  private Digits() {}

  /**
   * The number to at most 10 significant digits: {@code 0.6931471806}, {@code 1.5e-8}, {@code 2}.
   */
  public static String rounded(double x) {
    return rounded(x, READABLE);
  }

  /** The number to at most so many significant digits. */
  public static String rounded(double x, int digits) {
    return Double.isFinite(x) ? text(new BigDecimal(x).round(new MathContext(digits))) : name(x);
  }

  /** The fewest digits that read back as the same double. */
  public static String exact(double x) {
    if (!Double.isFinite(x)) {
      return name(x);
    }
    BigDecimal whole = new BigDecimal(x);
    for (int digits = 1; digits < MOST; digits++) {
      // Below a power of two doubles lie closer together, so the nearest may fail and the next not.
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
        BigDecimal shorter = whole.round(new MathContext(digits, mode));
        if (shorter.doubleValue() == x) {
          return text(shorter);
        }
      }
    }
    return text(whole.round(new MathContext(MOST)));
  }

  private static String name(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }

  private static String text(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= -5 && exponent < 15) {
      return stripped.toPlainString();
    }
    return stripped.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  /** Numbers as a sum: {@code 0.5 - 0.25 + 1}. */
  static String sum(double... numbers) {
    StringBuilder text = new StringBuilder();
    for (double number : numbers) {
      boolean negative = number < 0;
      String size = rounded(Math.abs(number));
      if (text.isEmpty()) {
        text.append(negative ? "-" : "").append(size);
      } else {
        text.append(negative ? " - " : " + ").append(size);
      }
    }
    return text.toString();
  }
}
