package org.vae4j.cli.terminal;

import java.util.Locale;

/** Quantities as plain text, the same in every locale. */
public final class Quantity {
  private Quantity() {}

  /** With so many decimals, as in {@code 104.30}. */
  public static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A whole number with its thousands apart, as in {@code 12 300}. */
  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /** A share of 1, as in {@code 12.3 %}. */
  public static String percent(double share) {
    return decimals(100 * share, 1) + " %";
  }

  /** So many things, as in {@code 1 epoch} or {@code 2 epochs}. */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
