package org.vae4j.core.distribution;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;
import org.vae4j.core.Special;

/** Random numbers from an explicit stream, as arrays. */
final class Draws {
  private static final double MANY = 1e10;
  private static final double FLAT = 1e16;
  private static final double NEARLY_UNIFORM = 0.1;

  private Draws() {}

  /** {@code [count]} followed by {@code shape}. */
  static Shape of(int count, Shape shape) {
    return Shape.of(count).append(shape.dims());
  }

  /** An array of one number after the other. */
  static <A extends Algebra<A>> A fill(A like, Shape shape, DoubleSupplier draw) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = draw.getAsDouble();
    }
    return like.constant(shape, values);
  }

  static <A extends Algebra<A>> A normals(A like, Shape shape, RandomGenerator stream) {
    return fill(like, shape, stream::nextGaussian);
  }

  /** Numbers strictly between 0 and 1. */
  static <A extends Algebra<A>> A uniforms(A like, Shape shape, RandomGenerator stream) {
    return fill(like, shape, () -> uniform(stream));
  }

  static double uniform(RandomGenerator stream) {
    return ((stream.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  static double gumbel(RandomGenerator stream) {
    return -Math.log(stream.nextExponential());
  }

  /** {@code f} of a parameter's value for each element of {@code [count, ..]}. */
  static <A extends Algebra<A>> A each(A parameter, int count, DoubleUnaryOperator f) {
    double[] values = known(parameter);
    double[] result = new double[count * values.length];
    Arrays.setAll(result, i -> f.applyAsDouble(values[i % values.length]));
    return parameter.constant(of(count, parameter.shape()), result);
  }

  static <A extends Algebra<A>> double[] known(A parameter) {
    return parameter
        .elements()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sample: parameters must be known values; got an expression"));
  }

  /**
   * The logarithm of a gamma variable of rate 1. Marsaglia and Tsang (2000); below shape 1, from
   * shape + 1 and a uniform.
   */
  static double logGamma(double shape, RandomGenerator stream) {
    if (shape < 1) {
      return logGamma(shape + 1, stream) - stream.nextExponential() / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = stream.nextGaussian();
      double v = 1 + c * x;
      if (v > 0) {
        double logV = 3 * Math.log1p(c * x);
        double bound = 0.5 * x * x + d * (1 - v * v * v + logV);
        if (-stream.nextExponential() < bound) {
          return Math.log(d) + logV;
        }
      }
    }
  }

  /**
   * Hoermann (1993), PTRS; below rate 10, by multiplication; for rates whose log mass has too few
   * digits left to decide by, a normal variable with the skewness of a count.
   */
  static double poisson(double rate, RandomGenerator stream) {
    if (rate > MANY) {
      double z = stream.nextGaussian();
      return Math.rint(rate + Math.sqrt(rate) * z + (z * z - 1) / 6);
    }
    if (rate < 10) {
      double sum = stream.nextExponential();
      int k = 0;
      while (sum < rate) {
        sum += stream.nextExponential();
        k++;
      }
      return k;
    }
    double b = 0.931 + 2.53 * Math.sqrt(rate);
    double a = -0.059 + 0.02483 * b;
    double logInverseAlpha = Math.log(1.1239 + 1.1328 / (b - 3.4));
    while (true) {
      double u = uniform(stream) - 0.5;
      double v = uniform(stream);
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + rate + 0.43);
      if (k >= 0) {
        double left = Math.log(v) + logInverseAlpha - Math.log(a / (us * us) + b);
        double right = k * Math.log(rate) - rate - Special.LOG_GAMMA.derivative(0, k + 1);
        if (left <= right) {
          return k;
        }
      }
    }
  }

  /**
   * The distance from the location on the circle. Best and Fisher (1979); next to a uniform one,
   * where their envelope loses its digits, by rejection from that; where the circle is flat to
   * rounding, a normal variable.
   */
  static double vonMises(double concentration, RandomGenerator stream) {
    if (concentration > FLAT) {
      return stream.nextGaussian() / Math.sqrt(concentration);
    }
    if (concentration < NEARLY_UNIFORM) {
      double angle = 2 * Math.PI * (uniform(stream) - 0.5);
      while (-stream.nextExponential() > concentration * (Math.cos(angle) - 1)) {
        angle = 2 * Math.PI * (uniform(stream) - 0.5);
      }
      return angle;
    }
    double k = 2 * concentration;
    double tail = 1 + 1 / (Math.hypot(1, k) + k);
    double root = Math.sqrt(2 * (k + tail));
    double rho = (k + tail - root) / k;
    double gap = (root - tail) / k;
    double beyond = gap * gap / (2 * rho);
    while (true) {
      double z = Math.cos(Math.PI * uniform(stream));
      double less = beyond * (1 - z) / (1 + beyond + z);
      double c = concentration * (beyond + less);
      double u = uniform(stream);
      if (c * (2 - c) - u > 0 || Math.log(c / u) + 1 - c >= 0) {
        double angle = 2 * Math.asin(Math.sqrt(Math.min(1, less / 2)));
        return stream.nextBoolean() ? angle : -angle;
      }
    }
  }
}
