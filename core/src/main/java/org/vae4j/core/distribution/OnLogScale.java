package org.vae4j.core.distribution;

import org.vae4j.core.Algebra;

/**
 * A distribution of positive numbers whose density is simplest over their logarithm.
 *
 * @param <A> the kind of array
 */
sealed interface OnLogScale<A extends Algebra<A>> extends Distribution<A>
    permits Gamma, InverseGamma, LogNormal {
  /** The log-density of {@code log x} at x, in nats. */
  A logDensityOfLog(Point<A> x);

  @Override
  default Support support() {
    return Support.POSITIVE;
  }

  @Override
  default A logDensity(Point<A> x) {
    return x.ifPositive(inside -> logDensityOfLog(inside).minus(inside.log()));
  }

  @Override
  default A logDensityOfCoordinate(Point<A> x) {
    return x.chart() == Point.Chart.LOG
        ? logDensityOfLog(x)
        : Distribution.super.logDensityOfCoordinate(x);
  }
}
