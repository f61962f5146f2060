package org.vae4j.cli.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as texts, the same on every machine. */
public final class Numbers {
  /** What stands for a number that does not exist. */
  public static final String NONE = "–";

  private static final String MINUS = "−";

  private Numbers() {}

  /** With so many decimals and a true minus sign; {@link #NONE} unless it is finite. */
  public static String rounded(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.chars().allMatch(c -> c == '-' || c == '0' || c == '.');
    return zero ? text.replace("-", "") : text.replace("-", MINUS);
  }

  /** With so many significant digits, where need be with an exponent. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value == 0) {
      return "0";
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
    if (exponent < -4 || exponent > 6) {
      String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
      return text.replaceAll("e([+-])0", "e$1").replace("e+", "e").replace("-", MINUS);
    }
    return rounded(value, Math.max(0, digits - 1 - exponent));
  }

  /** A whole number in groups of three. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f').replace("-", MINUS);
  }

  /** A place in a drawing: at most two decimals. */
  static String place(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("drawing: a place must be finite; got " + value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
