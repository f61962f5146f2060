package org.vae4j.models.flow;

import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/**
 * An invertible, differentiable map of rows, {@code [N, D] -> [N, D]}, that owns its parameters.
 *
 * <p>{@link #forward} is the cheap direction of every one. A prior evaluates its density by it,
 * from codes to noise (Papamakarios, Pavlakou, Murray (2017)); a posterior draws by it, from noise
 * to codes (Kingma et al. (2016), arXiv:1606.04934).
 */
public interface Bijection extends Trainable {
  /** D, the length of a row. */
  int width();

  /** {@code y = f(x)} and {@code log |det dy/dx|} of each row. */
  Mapped forward(Var x);

  /** {@code x} with {@code f(x) = y}, and {@code log |det dx/dy|} of each row. */
  Mapped inverse(Var y);

  /**
   * The map of each row given features of it, {@code [N, C]}; the map itself where it takes none.
   */
  default Bijection given(Var context) {
    return this;
  }
}
