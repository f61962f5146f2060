package org.vae4j.models.flow;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * Rows that a {@link Bijection} has mapped.
 *
 * @param value {@code [N, D]}
 * @param logDet {@code log |det|} of the map's Jacobian, once for each row, {@code [N]}
 */
public record Mapped(Var value, Var logDet) {
  /** Throws {@code IllegalArgumentException} unless there is one log-determinant for each row. */
  public Mapped {
    Shape rows = value.shape();
    if (!(rows.rank() == 2 && logDet.shape().equals(Shape.of(rows.dim(0))))) {
      throw value.refused(
          "flow: value must be [N, D] and log-determinant [N]; got "
              + rows
              + " and "
              + logDet.shape());
    }
  }

  /** What {@code next} makes of these rows, with the log-determinants added. */
  Mapped then(Mapped next) {
    return new Mapped(next.value, logDet.plus(next.logDet));
  }
}
