package org.vae4j.core.divergence.line;

import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.distribution.VonMises;

/**
 * The interval on which a density of numbers is positive, and what it does towards both ends.
 *
 * @param lower the end on the left
 * @param upper the end on the right
 */
record Extent(Extent.End lower, Extent.End upper) {
  private static final double INF = Double.POSITIVE_INFINITY;

  /**
   * An end. Let r be how far x has gone towards it: {@code |x|} on the way to infinity, one over
   * the distance on the way to a number.
   *
   * @param at where it is
   * @param moments the mean of {@code r^k} is finite for k below this, and for no other
   * @param growth minus the log density grows as {@code r^growth}; 0 stands for any logarithm,
   *     whose mean is finite under all families
   */
  record End(double at, double moments, double growth) {}

  /** The extent of a density of numbers: a Gaussian of one dimension unless of another family. */
  static Extent of(Distribution<Doubles> d) {
    if (d instanceof Laplace) {
      return new Extent(new End(-INF, INF, 1), new End(INF, INF, 1));
    }
    if (d instanceof StudentT<Doubles> t) {
      double df = t.df().scalar();
      return new Extent(new End(-INF, df, 0), new End(INF, df, 0));
    }
    return switch (d.support()) {
      case POSITIVE -> positive(d);
      case UNIT, INTERVAL, CIRCLE -> bounded(d);
      default -> new Extent(new End(-INF, INF, 2), new End(INF, INF, 2));
    };
  }

  private static Extent positive(Distribution<Doubles> d) {
    if (d instanceof Gamma<Doubles> g) {
      return new Extent(new End(0, g.shape().scalar(), 0), new End(INF, INF, 1));
    }
    if (d instanceof Exponential) {
      return new Extent(new End(0, 1, 0), new End(INF, INF, 1));
    }
    if (d instanceof InverseGamma<Doubles> g) {
      return new Extent(new End(0, INF, 1), new End(INF, g.shape().scalar(), 0));
    }
    if (d instanceof LogNormal) {
      return new Extent(new End(0, INF, 0), new End(INF, INF, 0));
    }
    throw unknown(d);
  }

  private static Extent bounded(Distribution<Doubles> d) {
    if (d instanceof Beta<Doubles> b) {
      return new Extent(new End(0, b.a().scalar(), 0), new End(1, b.b().scalar(), 0));
    }
    if (d instanceof ContinuousBernoulli) {
      return flat(0, 1);
    }
    if (d instanceof Uniform<Doubles> u) {
      return flat(u.lo().scalar(), u.hi().scalar());
    }
    if (d instanceof VonMises<Doubles> v) {
      double loc = v.loc().scalar();
      return flat(loc - Math.PI, loc + Math.PI);
    }
    throw unknown(d);
  }

  private static Extent flat(double lower, double upper) {
    return new Extent(new End(lower, 1, 0), new End(upper, 1, 0));
  }

  private static IllegalStateException unknown(Distribution<Doubles> d) {
    return new IllegalStateException("extent: must know each family of numbers; got " + d.family());
  }

  /** Whether there is mass between two numbers. */
  boolean reachesInto(double from, double to) {
    return Math.max(from, lower.at) < Math.min(to, upper.at);
  }

  /**
   * How this behaves towards a number from one side of it: as an end, if it is one; with a finite
   * positive density, if it lies within; null if there is no mass on that side.
   */
  End towards(double at, boolean fromAbove) {
    End end = fromAbove ? lower : upper;
    if (end.at == at) {
      return end;
    }
    return lower.at < at && at < upper.at ? new End(at, 1, 0) : null;
  }
}
