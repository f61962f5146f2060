package org.vae4j.core.divergence;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.Ratio;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.divergence.closed.ClosedKl;
import org.vae4j.core.divergence.closed.FamilyRenyi;
import org.vae4j.core.divergence.closed.GaussianRenyi;
import org.vae4j.core.divergence.closed.KlTerms;

/**
 * The Renyi divergence {@code D_a(q || p) = log(int q^a p^(1 - a)) / (a - 1)} of order a, in nats:
 * at least 0, and increasing in a. Its limits are named orders of their own: {@link #SUPPORT}, 0,
 * is {@code -log} of the mass of p where q has any; {@link #KL}, 1, the Kullback-Leibler
 * divergence; {@link #WORST}, infinity, the largest log ratio. Renyi (1961); van Erven and
 * Harremoes (2014).
 */
public final class Renyi {
  /** {@code -log p(q > 0)}. */
  public static final double SUPPORT = 0;

  /** The limit that is {@code KL(q || p)}. */
  public static final double KL = 1;

  /** {@code log sup q(x) / p(x)}. */
  public static final double WORST = Double.POSITIVE_INFINITY;

  private Renyi() {}

  /**
   * The closed form, {@code [..]}, batched; {@code +inf} where the integral diverges; empty where
   * there is none. Throws {@code IllegalArgumentException} unless the order is at least 0.
   */
  public static <A extends Algebra<A>> Optional<A> closed(
      double order, Distribution<A> q, Distribution<A> p) {
    check(order);
    Divergences.checkDimensions("renyi", q, p);
    if (order == KL) {
      return Kl.closed(q, p).map(KlTerms::kl);
    }
    if (order == SUPPORT) {
      return support(q, p);
    }
    return order == WORST ? worst(q, p) : between(order, q, p);
  }

  private static <A extends Algebra<A>> Optional<A> between(
      double order, Distribution<A> q, Distribution<A> p) {
    return GaussianRenyi.of(order, q, p)
        .or(() -> FamilyRenyi.of(order, q, p))
        .or(() -> uniform(order, q, p));
  }

  private static void check(double order) {
    if (!(order >= 0)) {
      throw new IllegalArgumentException("renyi: order must be >= 0; got order " + order);
    }
  }

  /**
   * The divergence by its closed form, else, for finite orders above 0, by series, quadrature or
   * draws, as the result says. Throws {@code IllegalArgumentException} where an order of 0 or
   * infinity has no closed form.
   */
  public static Estimate<Doubles> of(
      double order, Distribution<Doubles> q, Distribution<Doubles> p) {
    return of(order, q, p, new SplittableRandom(Divergences.SEED), Divergences.DRAWS);
  }

  /**
   * As {@link #of(double, Distribution, Distribution)}, with {@code count} draws where it draws.
   */
  public static Estimate<Doubles> of(
      double order,
      Distribution<Doubles> q,
      Distribution<Doubles> p,
      RandomGenerator stream,
      int count) {
    return closed(order, q, p)
        .map(Divergences::exact)
        .orElseGet(() -> numeric(order, q, p, stream, count));
  }

  private static Estimate<Doubles> numeric(
      double order,
      Distribution<Doubles> q,
      Distribution<Doubles> p,
      RandomGenerator stream,
      int count) {
    if (order == KL) {
      return Kl.of(q, p, stream, count);
    }
    if (order == SUPPORT || order == WORST) {
      throw new IllegalArgumentException(
          "renyi: order %s must have a closed form; got q %s and p %s"
              .formatted(order, q.family(), p.family()));
    }
    return PowerIntegral.of(order, q, p, stream, count).renyi();
  }

  private static <A extends Algebra<A>> Optional<A> support(Distribution<A> q, Distribution<A> p) {
    if (q instanceof Poisson<A> a && p instanceof Poisson<A> b) {
      A zero = a.rate().times(b.rate()).times(0);
      return Optional.of(a.rate().greater(zero).where(zero, b.rate()));
    }
    Optional<Categorical<A>> a = ClosedKl.categorical(q);
    Optional<Categorical<A>> b = ClosedKl.categorical(p);
    if (a.isPresent() && b.isPresent()) {
      A masses = b.get().probabilities();
      A present = a.get().probabilities().greater(masses.number(0));
      A missed = present.where(masses.number(0), masses).sum(-1).over(masses.sum(-1));
      return Optional.of(missed.negate().log1p().negate());
    }
    return uniform(0, q, p).or(() -> between(0.5, q, p).map(same -> same.times(0)));
  }

  private static <A extends Algebra<A>> Optional<A> worst(Distribution<A> q, Distribution<A> p) {
    if (q instanceof Exponential<A> a && p instanceof Exponential<A> b) {
      A log = Ratio.of(b.rate(), a.rate()).minusLog();
      return Optional.of(b.rate().greater(a.rate()).where(log.number(WORST), log));
    }
    if (q instanceof Poisson<A> a && p instanceof Poisson<A> b) {
      A gap = b.rate().minus(a.rate());
      return Optional.of(a.rate().greater(b.rate()).where(gap.number(WORST), gap));
    }
    Optional<Categorical<A>> a = ClosedKl.categorical(q);
    Optional<Categorical<A>> b = ClosedKl.categorical(p);
    if (a.isPresent() && b.isPresent()) {
      A masses = a.get().probabilities();
      A logs = masses.log().minus(b.get().probabilities().log());
      A present = masses.greater(masses.number(0));
      return Optional.of(present.where(logs, masses.number(-WORST)).max(-1));
    }
    return GaussianRenyi.worst(q, p).or(() -> uniform(WORST, q, p));
  }

  /** {@code log(w_p / o) + a/(1 - a) log(w_q / o)} of the widths and that of the overlap o. */
  private static <A extends Algebra<A>> Optional<A> uniform(
      double order, Distribution<A> q, Distribution<A> p) {
    if (!(q instanceof Uniform<A> a && p instanceof Uniform<A> b)) {
      return Optional.empty();
    }
    A lower = a.lo().max(b.lo());
    A upper = a.hi().negate().max(b.hi().negate()).negate();
    A overlaps = upper.greater(lower);
    A width = overlaps.where(upper.minus(lower), lower.number(1));
    A beyondQ = lower.minus(a.lo()).plus(a.hi().minus(upper));
    A beyondP = lower.minus(b.lo()).plus(b.hi().minus(upper));
    A logQ = overlaps.where(beyondQ, lower.number(0)).over(width).log1p();
    A logP = overlaps.where(beyondP, lower.number(0)).over(width).log1p();
    if (order > 1) {
      A covered = overlaps.times(beyondQ.greater(lower.number(0)).negate().plus(1));
      return Optional.of(covered.where(logP, lower.number(WORST)));
    }
    A value = logP.plus(logQ.times(order / (1 - order)));
    return Optional.of(overlaps.where(value, lower.number(WORST)));
  }
}
