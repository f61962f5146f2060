package org.vae4j.models.layer;

import org.vae4j.autodiff.Parameter;
import org.vae4j.core.Shape;

/** The rule by which weights start, from how many numbers go into one and come of one. */
public enum Start {
  /**
   * Uniform within {@code +-sqrt(6 / (in + out))}: keeps variance through linear layers and what
   * bends like tanh. Source: Glorot, Bengio (2010), eq. 16.
   */
  GLOROT {
    @Override
    Parameter weight(String name, Shape shape, double in, double out, Initializer initializer) {
      return initializer.uniform(name, shape, Math.sqrt(6 / (in + out)));
    }
  },
  /**
   * Normal with variance {@code 2 / in}: keeps variance where a layer lets half of it through.
   * Source: He, Zhang, Ren, Sun (2015), arXiv:1502.01852, section 2.2.
   */
  HE {
    @Override
    Parameter weight(String name, Shape shape, double in, double out, Initializer initializer) {
      return initializer.normal(name, shape, 0, Math.sqrt(2 / in));
    }
  };

  /** A weight of {@code shape} for sums of {@code in} terms, used in {@code out} of them. */
  abstract Parameter weight(
      String name, Shape shape, double in, double out, Initializer initializer);
}
