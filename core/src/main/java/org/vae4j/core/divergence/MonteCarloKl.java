package org.vae4j.core.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.divergence.line.Part;

/**
 * The mean of {@code log q(x) - log p(x)} over draws from q, with its standard error. Draws from a
 * mixture are stratified: an equal number from each component, averaged by weight, so that
 * gradients reach the weights and a draw stays in the coordinate of its component.
 */
final class MonteCarloKl {
  /** Numbers that one chunk of draws may hold. */
  private static final int CHUNK = 1 << 17;

  private MonteCarloKl() {}

  /** From {@code count} draws at once, batched and differentiable. */
  static <A extends Algebra<A>> Estimate<A> of(
      Distribution<A> q, Distribution<A> p, RandomGenerator stream, int count) {
    List<Part<A>> parts = Part.of(q);
    int each = Math.max(2, count / parts.size());
    A value = null;
    A variance = null;
    for (Part<A> part : parts) {
      A ratios = ratios(q, p, part.distribution().draw(stream, each));
      A mean = ratios.mean(0);
      A spread = ratios.minus(mean).square().sum(0).over((each - 1.0) * each);
      value = add(value, part.scale(mean));
      variance = add(variance, part.scale(part.scale(spread)));
    }
    return new Estimate<>(
        value, variance.stopGradient().sqrt(), Method.MONTE_CARLO, Entropies.terms(q, value));
  }

  private static <A extends Algebra<A>> A add(A sum, A term) {
    return sum == null ? term : sum.plus(term);
  }

  private static <A extends Algebra<A>> A ratios(Distribution<A> q, Distribution<A> p, Point<A> x) {
    boolean numbers = x.chart() != Point.Chart.IDENTITY && q.dimension() == 1;
    return numbers
        ? q.logDensityOfCoordinate(x).minus(p.logDensityOfCoordinate(x))
        : q.logDensity(x).minus(p.logDensity(x));
  }

  /** From draws in chunks, so that any count fits into memory. */
  static Estimate<Doubles> inChunks(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    int size = chunk(q, p);
    List<Estimate<Doubles>> chunks = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int left = count; left > 0; left -= counts.get(counts.size() - 1)) {
      counts.add(left < 2 * size ? left : size);
      chunks.add(of(q, p, stream, counts.get(counts.size() - 1)));
    }
    Doubles value = chunks.get(0).value().times(0);
    Doubles variance = value;
    for (int i = 0; i < chunks.size(); i++) {
      double share = (double) counts.get(i) / count;
      value = value.plus(chunks.get(i).value().times(share));
      variance = variance.plus(chunks.get(i).error().times(share).square());
    }
    return new Estimate<>(value, variance.sqrt(), Method.MONTE_CARLO, Entropies.terms(q, value));
  }

  static int chunk(Distribution<Doubles> q, Distribution<Doubles> p) {
    long batch = Math.max(size(q), size(p));
    return (int) Math.max(64, CHUNK / Math.max(1, batch));
  }

  /** How many numbers the parameters hold. */
  private static long size(Distribution<Doubles> d) {
    return Part.of(d).stream()
        .map(Part::distribution)
        .flatMap(leaf -> leaf.parameters().values().stream())
        .mapToLong(parameter -> parameter.shape().size())
        .max()
        .orElse(1);
  }
}
