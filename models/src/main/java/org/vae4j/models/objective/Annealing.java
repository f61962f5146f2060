package org.vae4j.models.objective;

import java.util.function.DoubleUnaryOperator;

/** The way that a {@link Schedule} goes. */
public enum Annealing {
  /** Straight. Source: Bowman et al. (2016), arXiv:1511.06349. */
  LINEAR(time -> Math.min(1, time)),

  /** Along half a cosine: slow at both ends. */
  COSINE(time -> time >= 1 ? 1 : (1 - Math.cos(Math.PI * time)) / 2),

  /**
   * Straight, then at rest for as long, and so on again from the start. Source: Fu et al. (2019),
   * arXiv:1903.10145, with R = 0.5.
   */
  CYCLICAL(time -> Math.min(1, time - 2 * (Math.ceil(time / 2) - 1)));

  private final DoubleUnaryOperator path;

  Annealing(DoubleUnaryOperator path) {
    this.path = path;
  }

  /** The share of the way that is made at a time > 0, 1 being the end of the first rise. */
  double share(double time) {
    return path.applyAsDouble(time);
  }
}
