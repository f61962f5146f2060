package org.vae4j.core.divergence.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;

/** Samples to test with: read from golden files, or drawn. */
public final class SampleCases {
  private SampleCases() {}

  /** {@code [1.0,2.0]} as a vector, {@code []} as none. */
  public static double[] vector(String text) {
    String inner = text.replace("[", "").replace("]", "");
    return inner.isEmpty()
        ? new double[0]
        : Arrays.stream(inner.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /** {@code [[1.0,2.0],[3.0,4.0]]} as {@code [2, 2]}. */
  static Doubles matrix(String text) {
    double[] values = vector(text);
    int rows = text.length() - text.replace("[", "").length() - 1;
    return Doubles.of(Shape.of(rows, values.length / rows), values);
  }

  /** Independent normal numbers. */
  static Doubles normal(int n, int d, double mean, double sd, SplittableRandom stream) {
    double[] values = new double[n * d];
    Arrays.setAll(values, i -> mean + sd * stream.nextGaussian());
    return Doubles.of(Shape.of(n, d), values);
  }
}
