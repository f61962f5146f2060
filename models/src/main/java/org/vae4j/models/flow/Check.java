package org.vae4j.models.flow;

/** Guards of this package. */
final class Check {
  private Check() {}

  /**
   * {@code number}; throws {@code IllegalArgumentException} unless it is at least {@code least}.
   */
  static int atLeast(int least, String what, int number) {
    if (!(number >= least)) {
      throw new IllegalArgumentException(what + " must be >= " + least + "; got " + number);
    }
    return number;
  }
}
