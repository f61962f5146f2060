package org.vae4j.core.divergence.line;

import java.util.List;
import org.vae4j.core.Algebra;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Mixture;
import org.vae4j.core.distribution.Normal;

/** Distributions of vectors of one entry, as distributions of numbers. */
public final class Numbers {
  private Numbers() {}

  /** Gaussians of one dimension as normal distributions, within mixtures too; others as are. */
  public static <A extends Algebra<A>> Distribution<A> of(Distribution<A> d) {
    if (d.dimension() != 1) {
      return d;
    }
    if (d instanceof Diagonal<A> g) {
      return new Normal<>(entry(g.mean()), entry(g.sd()));
    }
    if (d instanceof Gaussian<A> g) {
      return new Normal<>(entry(g.mean()), entry(g.factor().diagonal()));
    }
    if (d instanceof Mixture<A> m) {
      List<Distribution<A>> components = m.components().stream().map(Numbers::of).toList();
      return new Mixture<>(m.weights(), components);
    }
    return d;
  }

  private static <A extends Algebra<A>> A entry(A vector) {
    return vector.reshape(vector.shape().without(-1));
  }
}
