package org.vae4j.core.divergence.mixture;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.Kl;

/**
 * The divergence of a mixture from a mixture, in nats, which has no closed form: bounds that hold
 * in any dimension, approximations, and an estimate. Either side may be a single distribution; a
 * mixture within a mixture counts by its parts. The bounds ask for a closed KL of each pair of
 * components, the lower one for their overlaps too ({@link Overlap}).
 */
public final class MixtureKl {
  private MixtureKl() {}

  /** All formulas that have a closed form for this pair, {@code [..]}, batched. */
  public static <A extends Algebra<A>> Map<MixtureFormula, A> formulas(
      Distribution<A> q, Distribution<A> p) {
    Kl.checkDimensions(q, p);
    return new MixtureFormulas<>(PairMatrices.of(q, p)).all();
  }

  /** The interval, and an estimate by the best method there is, as {@link Kl#of} has it. */
  public static MixtureBounds<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return MixtureBounds.of(formulas(q, p), Kl.of(q, p));
  }

  /**
   * The interval, and the mean of {@code log q - log p} over {@code count} draws with its standard
   * error, each log density one log-sum-exp over joint densities of the components; {@code [..]},
   * batched. The estimate is differentiable where the sampler of q is.
   */
  public static <A extends Algebra<A>> MixtureBounds<A> of(
      Distribution<A> q, Distribution<A> p, RandomGenerator stream, int count) {
    return MixtureBounds.of(formulas(q, p), Kl.estimate(q, p, stream, count));
  }

  /**
   * {@code -log sum_k w_k e^-KL_k}, an upper bound on the divergence of one distribution from a
   * mixture: log weights {@code [K]} and divergences from the components, {@code [.., K] -> [..]}.
   * Hershey and Olsen (2007).
   */
  public static <A extends Algebra<A>> A upper(A logWeights, A kls) {
    return logWeights.minus(kls).logSumExp(-1).negate();
  }
}
