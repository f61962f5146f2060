package org.vae4j.models.flow;

import org.vae4j.autodiff.Var;

/**
 * Element by element {@code y = (x - t) e^-s}. Source: Dinh, Sohl-Dickstein, Bengio (2017),
 * arXiv:1605.08803, its coupling read from codes to noise.
 *
 * @param shift t, {@code [N, D]} or what broadcasts to it
 * @param logScale s, likewise
 */
record Rescaling(Var shift, Var logScale) {
  /**
   * With {@code s = a tanh(raw)} within {@code +-a}, a scale that is learned for each dimension as
   * the authors' is: no row is stretched beyond it, however far out it lies.
   */
  static Rescaling bounded(Var shift, Var raw, Var bound) {
    return new Rescaling(shift, raw.tanh().times(bound));
  }

  /** {@code (x - t) e^-s} and {@code -sum s}. */
  Mapped forward(Var x) {
    Var y = x.minus(shift).times(logScale.negate().exp());
    return new Mapped(y, sum(x).negate());
  }

  /** {@code y e^s + t} and {@code sum s}. */
  Mapped inverse(Var y) {
    return new Mapped(y.times(logScale.exp()).plus(shift), sum(y));
  }

  /** The log-scales of each row added up, {@code [N]}. */
  private Var sum(Var rows) {
    return logScale.broadcastTo(rows.shape()).sum(1);
  }
}
