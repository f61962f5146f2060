package org.vae4j.models.likelihood;

import org.vae4j.autodiff.Var;

/**
 * What a decoder puts out where each feature has two parameters: all first ones, then the second.
 */
record Halves(Var first, Var second) {
  static Halves of(Var decoded) {
    int width = decoded.shape().dim(-1);
    return new Halves(decoded.slice(-1, 0, width / 2), decoded.slice(-1, width / 2, width));
  }
}
