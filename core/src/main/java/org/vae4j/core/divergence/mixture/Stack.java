package org.vae4j.core.divergence.mixture;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.divergence.closed.FullGaussianKl;

/**
 * Gaussians of one kind as a single batched one, the last axis of whose batch counts them: a
 * thousand pairs then cost as many array operations as one.
 */
final class Stack {
  private Stack() {}

  /** The distributions {@code [..]} as one, {@code [.., K]}; empty unless of one Gaussian kind. */
  static <A extends Algebra<A>> Optional<Distribution<A>> of(List<Distribution<A>> list) {
    if (list.stream().allMatch(Normal.class::isInstance)) {
      A mean = join(list, d -> ((Normal<A>) d).mean(), 0);
      return Optional.of(new Normal<>(mean, join(list, d -> ((Normal<A>) d).sd(), 0)));
    }
    if (list.stream().allMatch(Diagonal.class::isInstance)) {
      A mean = join(list, d -> ((Diagonal<A>) d).mean(), 1);
      return Optional.of(new Diagonal<>(mean, join(list, d -> ((Diagonal<A>) d).sd(), 1)));
    }
    return list.stream().allMatch(Gaussian.class::isInstance) ? gaussians(list) : Optional.empty();
  }

  private static <A extends Algebra<A>> Optional<Distribution<A>> gaussians(
      List<Distribution<A>> list) {
    A mean = join(list, Distribution::mean, 1);
    if (list.stream().allMatch(FullGaussianKl::isFromFactor)) {
      A factor = join(list, d -> ((Gaussian<A>) d).factor(), 2);
      return Optional.of(Gaussian.ofFactor(mean, factor));
    }
    return list.stream().noneMatch(FullGaussianKl::isFromFactor)
        ? Optional.of(Gaussian.of(mean, join(list, d -> ((Gaussian<A>) d).covariance(), 2)))
        : Optional.empty();
  }

  private static <A extends Algebra<A>> A join(
      List<Distribution<A>> list, Function<Distribution<A>, A> parameter, int inner) {
    return join(list.stream().map(parameter).toList(), inner);
  }

  /** Arrays along a new axis, which {@code inner} axes follow; their batches broadcast. */
  static <A extends Algebra<A>> A join(List<A> arrays, int inner) {
    Shape common = arrays.stream().map(A::shape).reduce(Shape::broadcast).orElseThrow();
    Shape single = Shape.of();
    for (int axis = 0; axis < common.rank(); axis++) {
      single = axis == common.rank() - inner ? single.append(1) : single;
      single = single.append(common.dim(axis));
    }
    Shape each = inner == 0 ? single.append(1) : single;
    List<A> rows =
        arrays.stream()
            .map(x -> (x.shape().equals(common) ? x : x.broadcastTo(common)).reshape(each))
            .toList();
    return rows.size() == 1
        ? rows.get(0)
        : rows.get(0).joined(-1 - inner, rows.subList(1, rows.size()));
  }
}
