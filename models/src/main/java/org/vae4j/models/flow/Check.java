package org.vae4j.models.flow;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

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

  /** Throws {@code IllegalArgumentException} unless {@code rows} are {@code [N, width]}. */
  static void rows(String where, Var rows, int width) {
    Shape shape = rows.shape();
    if (!(shape.rank() == 2 && shape.dim(1) == width)) {
      throw new IllegalArgumentException(where + ": rows must be [N, " + width + "]; got " + shape);
    }
  }
}
