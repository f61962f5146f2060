package org.vae4j.core.divergence.mixture;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.vae4j.core.Algebra;

/** Computes each {@link MixtureFormula} whose parts have closed forms. */
final class MixtureFormulas<A extends Algebra<A>> {
  private static final int MAX_ITERATIONS = 64;
  private static final double PROGRESS = 1e-6;
  private static final double LEAST = -Double.MAX_VALUE;

  private final PairMatrices<A> pairs;

  MixtureFormulas(PairMatrices<A> pairs) {
    this.pairs = pairs;
  }

  Map<MixtureFormula, A> all() {
    Map<MixtureFormula, A> values = new EnumMap<>(MixtureFormula.class);
    Optional<A> nearF = pairs.klWithin().map(kl -> logMean(pairs.logPi(), kl.negate()));
    Optional<A> nearG = pairs.klAcross().map(kl -> logMean(pairs.logOmega(), kl.negate()));
    Optional<A> onF = pairs.overlapWithin().map(t -> logMean(pairs.logPi(), t));
    Optional<A> onG = pairs.overlapAcross().map(t -> logMean(pairs.logOmega(), t));
    Optional<A> minusH = pairs.entropies().map(A::negate);
    both(both(nearF, minusH, A::plus), onG, A::minus)
        .ifPresent(x -> values.put(MixtureFormula.JENSEN_PRODUCT, pairs.average(x)));
    both(both(nearF, minusH, A::plus), widened(), A::minus)
        .ifPresent(x -> values.put(MixtureFormula.WIDENED_PRODUCT, pairs.average(x)));
    pairs.klAcross().ifPresent(kl -> values.put(MixtureFormula.CONVEXITY, convexity(kl)));
    pairs.klAcross().ifPresent(kl -> values.put(MixtureFormula.VARIATIONAL_UPPER, variational(kl)));
    both(both(onF, minusH, A::minus), nearG, A::minus)
        .ifPresent(x -> values.put(MixtureFormula.JENSEN_UPPER, pairs.average(x)));
    both(pairs.coefficientsWithin().map(c -> logMean(pairs.logPi(), c)), nearG, A::minus)
        .ifPresent(x -> values.put(MixtureFormula.BHATTACHARYYA_UPPER, pairs.average(x)));
    both(nearF, nearG, A::minus)
        .ifPresent(x -> values.put(MixtureFormula.HERSHEY_OLSEN, pairs.average(x)));
    both(onF, onG, A::minus).ifPresent(x -> values.put(MixtureFormula.PRODUCT, pairs.average(x)));
    return values;
  }

  private Optional<A> both(Optional<A> x, Optional<A> y, BinaryOperator<A> f) {
    return x.flatMap(a -> y.map(b -> f.apply(a, b)));
  }

  /** The least bound over all widths on {@code E[log g]} under each f_a, {@code [.., J]}. */
  private Optional<A> widened() {
    return pairs.widenedAcross().stream()
        .map(matrix -> logMean(pairs.logOmega(), matrix).negate())
        .reduce(A::max)
        .map(A::negate);
  }

  /** {@code log sum_b w_b e^x_ab}, {@code [.., J, K] -> [.., J]}. */
  private static <A extends Algebra<A>> A logMean(A logWeights, A x) {
    return x.plus(logWeights).logSumExp(-1);
  }

  private A convexity(A kl) {
    A weights = pairs.logOmega().exp();
    A zero = weights.number(0);
    A means = weights.greater(zero).where(kl.times(weights), zero).sum(-1);
    return pairs.average(means);
  }

  /**
   * Alternates between the best phi of a psi and the best psi of a phi. Only the conditional
   * weights {@code log psi(a | b)}, {@code [.., J, K]}, are kept: any choice of them gives a bound,
   * so they are constants to the gradient, which at the least bound is exact.
   */
  private A variational(A kl) {
    A logPi = pairs.logPiColumn().stopGradient();
    A known = kl.stopGradient();
    A psi = logPi.broadcastTo(kl.shape());
    A bound = variational(kl, psi);
    for (int i = 0; i < MAX_ITERATIONS && kl.shape().dim(-2) > 1; i++) {
      A row = finite(logMean(pairs.logOmega().stopGradient(), psi.minus(known)));
      A phi = psi.minus(known).plus(logPi).minus(row.reshape(row.shape().append(1)));
      A column = finite(phi.logSumExp(-2));
      psi = phi.minus(column.reshape(column.shape().without(-1).append(1, kl.shape().dim(-1))));
      A next = variational(kl, psi);
      if (hasSettled(bound, next)) {
        return next;
      }
      bound = next;
    }
    return bound;
  }

  private A variational(A kl, A psi) {
    A reach = logMean(pairs.logOmega(), psi.minus(kl));
    return pairs.average(pairs.logPi().minus(reach));
  }

  private static <A extends Algebra<A>> A finite(A x) {
    return x.greater(x.number(LEAST)).where(x, x.number(0));
  }

  private static <A extends Algebra<A>> boolean hasSettled(A bound, A next) {
    Optional<double[]> known = next.elements();
    if (known.isEmpty()) {
      return false;
    }
    double[] before = bound.elements().orElseThrow();
    double[] after = known.get();
    return IntStream.range(0, after.length)
        .allMatch(i -> !(before[i] - after[i] > PROGRESS * Math.abs(after[i])));
  }
}
