package org.vae4j.core.divergence.sample;

import java.util.Arrays;
import java.util.List;
import org.vae4j.core.Algebra;

/**
 * A positive definite kernel that depends on the distance of two points alone.
 *
 * @param <A> the kind of array
 */
@FunctionalInterface
public interface Kernel<A extends Algebra<A>> {
  /** The kernel, elementwise, of squared distances {@code [.., N, M]}. */
  A of(A squaredDistances);

  /**
   * Radial basis functions {@code exp(-d^2 / (2 b^2))}, summed over the {@code bandwidths} b.
   * Throws {@code IllegalArgumentException} unless they are positive.
   */
  static <A extends Algebra<A>> Kernel<A> rbf(double... bandwidths) {
    checkScales("bandwidths", bandwidths);
    return squares -> {
      A sum = squares.number(0);
      for (double b : bandwidths) {
        sum = sum.plus(squares.times(-0.5 / (b * b)).exp());
      }
      return sum;
    };
  }

  /**
   * The radial basis function whose bandwidth is the median distance between two points of x and y
   * together, 1 where that is 0; a constant to gradients. Gretton et al. (2012), section 8.
   */
  static <A extends Algebra<A>> Kernel<A> rbfByMedian(A x, A y) {
    A bandwidth = medianDistance(x, y);
    A slope = bandwidth.square().reciprocal().times(-0.5);
    A perSet = slope.reshape(slope.shape().append(1, 1));
    return squares -> squares.times(squares.shape().rank() == 0 ? slope : perSet).exp();
  }

  /**
   * The median distance between two points of x and y together, {@code [.., N, D], [.., M, D] ->
   * [..]}; 1 where it is 0, and a constant to gradients.
   */
  static <A extends Algebra<A>> A medianDistance(A x, A y) {
    Samples.check("median", x, y, 1);
    A points = x.joined(-2, List.of(y)).stopGradient();
    int n = points.shape().dim(-2);
    A squares = Samples.squaredDistances(points, points).times(Samples.offDiagonal(x, n));
    A sorted = squares.reshape(squares.shape().without(-2, -1).append(n * n)).sort();
    int middle = n + n * (n - 1) / 2;
    A median = sorted.slice(-1, middle - 1, middle + 1).sqrt().mean(-1);
    return median.greater(median.number(0)).where(median, median.number(1)).stopGradient();
  }

  /**
   * Inverse multiquadrics {@code C / (C + d^2)}, summed over {@code C = 2 D sd^2} times 0.1, 0.2,
   * 0.5, 1, 2, 5 and 10, for points of {@code dimension} D around a prior of deviation {@code sd}.
   * Tolstikhin et al. (2018), arXiv:1711.01558, section 4.
   */
  static <A extends Algebra<A>> Kernel<A> multiquadric(int dimension, double sd) {
    checkScales("dimension", dimension);
    checkScales("sd", sd);
    double base = 2 * dimension * sd * sd;
    return squares -> {
      A sum = squares.number(0);
      for (double scale : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10}) {
        sum = sum.plus(squares.times(1 / (scale * base)).plus(1).reciprocal());
      }
      return sum;
    };
  }

  private static void checkScales(String name, double... scales) {
    Samples.require(
        scales.length > 0 && Arrays.stream(scales).allMatch(s -> s > 0 && s < 1 / 0.0),
        "kernel: %s must be > 0 and finite; got %s".formatted(name, Arrays.toString(scales)));
  }
}
