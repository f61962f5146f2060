package org.vae4j.models.likelihood;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.Poisson;

/** Draws of counts and of their rates. */
final class Counts {
  /** A rate that rounding has taken to 0 or beyond all numbers is as near as a number can be. */
  private static final double MOST = 1e300;

  private Counts() {}

  private static double[] within(double[] rates) {
    return Arrays.stream(rates)
        .map(rate -> Math.max(Double.MIN_NORMAL, Math.min(MOST, rate)))
        .toArray();
  }

  /** A Poisson count of each rate. */
  static double[] poisson(double[] rates, RandomGenerator stream) {
    return new Poisson<>(Doubles.vector(within(rates))).sample(stream, 1).toDoubleArray();
  }

  /** A gamma variable of this shape and of each mean. */
  static double[] gamma(double shape, double[] means, RandomGenerator stream) {
    double[] inverse = Arrays.stream(within(means)).map(mean -> shape / mean).toArray();
    Doubles rates = Doubles.vector(within(inverse));
    Doubles shapes = Doubles.vector(Arrays.stream(means).map(mean -> shape).toArray());
    return new Gamma<>(shapes, rates).sample(stream, 1).toDoubleArray();
  }
}
