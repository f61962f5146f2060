package org.vae4j.models.likelihood;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Draws of independent features, one after the other. */
final class Features {
  private Features() {}

  /** As many features, each by its index. */
  static Optional<double[]> each(int count, IntToDoubleFunction draw) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = draw.applyAsDouble(i);
    }
    return Optional.of(x);
  }

  /** A number strictly between 0 and 1. */
  static double uniform(RandomGenerator stream) {
    return ((stream.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  /** Logistic noise of scale 1. */
  static double logistic(RandomGenerator stream) {
    double u = uniform(stream);
    return Math.log(u) - Math.log1p(-u);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
