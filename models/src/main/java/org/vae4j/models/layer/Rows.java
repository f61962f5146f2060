package org.vae4j.models.layer;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** What networks and densities ask of their input. */
public final class Rows {
  private Rows() {}

  /**
   * {@code rows}, which must be {@code [N, width]}; throws {@code IllegalArgumentException} with
   * the name {@code what}, the shape, and the line of user code that gave them.
   */
  public static Var checked(String what, Var rows, int width) {
    Shape shape = rows.shape();
    if (!(shape.rank() == 2 && shape.dim(1) == width)) {
      throw rows.refused(what + " must be [N, " + width + "]; got " + shape);
    }
    return rows;
  }
}
