package org.vae4j.core.divergence.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.divergence.Bhattacharyya;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.closed.KlTerms;
import org.vae4j.core.divergence.line.Part;

/**
 * What the formulas of two mixtures are made of: J components of f, K of g, and a closed quantity
 * of each pair. A matrix is empty where a pair has no closed form.
 *
 * @param logPi the log weights of f, {@code [J]}
 * @param logOmega the log weights of g, {@code [K]}
 * @param klWithin {@code KL(f_a || f_a')}, {@code [.., J, J]}
 * @param klAcross {@code KL(f_a || g_b)}, {@code [.., J, K]}
 * @param overlapWithin log overlaps of f_a and f_a', {@code [.., J, J]}
 * @param overlapAcross log overlaps of f_a and g_b, {@code [.., J, K]}
 * @param widenedAcross bounds on {@code E[log g_b]} under f_a by {@link Overlap#widened}, one
 *     matrix {@code [.., J, K]} for each width; none unless Gaussian
 * @param coefficientsWithin log Bhattacharyya coefficients of f_a and f_a', {@code [.., J, J]}
 * @param entropies of each f_a, {@code [.., J]}
 */
record PairMatrices<A extends Algebra<A>>(
    A logPi,
    A logOmega,
    Optional<A> klWithin,
    Optional<A> klAcross,
    Optional<A> overlapWithin,
    Optional<A> overlapAcross,
    List<A> widenedAcross,
    Optional<A> coefficientsWithin,
    Optional<A> entropies) {
  private static final List<Double> WIDTHS = List.of(16.0, 4.0, 1.0, 0.25, 0x1p-4, 0x1p-6, 0x1p-8);

  /** Components one by one, and as one where they stack. */
  private record Side<A extends Algebra<A>>(
      List<Distribution<A>> list, Optional<Distribution<A>> stack) {}

  static <A extends Algebra<A>> PairMatrices<A> of(Distribution<A> f, Distribution<A> g) {
    List<Part<A>> partsF = Part.of(f);
    List<Part<A>> partsG = Part.of(g);
    List<Distribution<A>> q = new ArrayList<>(partsF.stream().map(Part::distribution).toList());
    List<Distribution<A>> p = new ArrayList<>(partsG.stream().map(Part::distribution).toList());
    if (areLogNormal(q) && areLogNormal(p)) {
      q.replaceAll(PairMatrices::logarithm);
      p.replaceAll(PairMatrices::logarithm);
    }
    Side<A> within = new Side<>(q, Stack.of(q));
    Side<A> across = new Side<>(p, Stack.of(p));
    return new PairMatrices<>(
        logWeights(partsF),
        logWeights(partsG),
        matrix(q, within, PairMatrices::kl),
        matrix(q, across, PairMatrices::kl),
        matrix(q, within, Overlap::log),
        matrix(q, across, Overlap::log),
        WIDTHS.stream()
            .flatMap(v -> matrix(q, across, (a, b) -> Overlap.widened(a, b, v)).stream())
            .toList(),
        matrix(q, within, (a, b) -> Bhattacharyya.closed(a, b).map(A::negate)),
        row(q.stream().map(Distribution::entropy).toList()));
  }

  private static <A extends Algebra<A>> boolean areLogNormal(List<Distribution<A>> list) {
    return list.stream().allMatch(LogNormal.class::isInstance);
  }

  /** The distribution of the logarithm: divergences do not change under a change of variable. */
  private static <A extends Algebra<A>> Distribution<A> logarithm(Distribution<A> d) {
    LogNormal<A> x = (LogNormal<A>) d;
    return new Normal<>(x.mu(), x.sigma());
  }

  private static <A extends Algebra<A>> Optional<A> kl(Distribution<A> q, Distribution<A> p) {
    return Kl.closed(q, p).map(KlTerms::kl);
  }

  private static <A extends Algebra<A>> A logWeights(List<Part<A>> parts) {
    A like = parts.get(0).distribution().parameters().values().iterator().next();
    return Stack.join(parts.stream().map(p -> p.weight().orElse(like.number(1))).toList(), 0).log();
  }

  /** f of each pair, {@code [.., J, K]}; a row of the matrix at once where the p's stack. */
  private static <A extends Algebra<A>> Optional<A> matrix(
      List<Distribution<A>> q,
      Side<A> p,
      BiFunction<Distribution<A>, Distribution<A>, Optional<A>> f) {
    Optional<Distribution<A>> stack = p.stack;
    List<A> rows = new ArrayList<>();
    for (Distribution<A> a : q) {
      Optional<Distribution<A>> single = stack.isPresent() ? Stack.of(List.of(a)) : stack;
      Optional<A> values =
          single.isPresent()
              ? f.apply(single.get(), stack.get())
              : row(p.list.stream().map(b -> f.apply(a, b)).toList());
      if (values.isEmpty()) {
        return values;
      }
      rows.add(values.get());
    }
    return Optional.of(Stack.join(rows, 1));
  }

  private static <A extends Algebra<A>> Optional<A> row(List<Optional<A>> values) {
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(Stack.join(values.stream().map(Optional::orElseThrow).toList(), 0))
        : Optional.empty();
  }

  /** The log weights of f as a column, {@code [J, 1]}. */
  A logPiColumn() {
    return logPi.reshape(Shape.of(logPi.shape().dim(0), 1));
  }

  /** {@code sum_a pi_a x_a}, {@code [.., J] -> [..]}, where a weight of 0 outdoes an infinity. */
  A average(A x) {
    A weights = logPi.exp();
    A zero = weights.number(0);
    return weights.greater(zero).where(x.times(weights), zero).sum(-1);
  }
}
