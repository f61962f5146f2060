package org.vae4j.priors;

/** Guards of this package's constructors. */
final class Check {
  private Check() {}

  /** {@code number}; throws {@code IllegalArgumentException} unless it is at least 1. */
  static int atLeastOne(String what, int number) {
    if (!(number >= 1)) {
      throw new IllegalArgumentException(what + " must be >= 1; got " + number);
    }
    return number;
  }
}
