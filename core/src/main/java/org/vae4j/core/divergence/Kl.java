package org.vae4j.core.divergence;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;

/** The Kullback-Leibler divergence {@code KL(q || p) = E_q[log q(x) - log p(x)]}, in nats. */
public final class Kl {
  private static final int DRAWS = 100_000;
  private static final long SEED = 0x5EEDL;
  private static final long CHECK_SEED = 0xC4ECL;

  private Kl() {}

  /** The closed form of a pair and its terms, batched; empty where there is none. */
  public static <A extends Algebra<A>> Optional<KlTerms<A>> closed(
      Distribution<A> q, Distribution<A> p) {
    return ClosedKl.of(q, p);
  }

  /**
   * The divergence of any pair by the best method there is: closed form, {@code +inf} where it is
   * infinite, series or quadrature over numbers, else the mean over 100000 draws, always the same
   * ones. Throws {@code IllegalArgumentException} on different dimensions.
   */
  public static Estimate<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return of(q, p, new SplittableRandom(SEED), DRAWS);
  }

  /** As {@link #of(Distribution, Distribution)}, with {@code count} draws where it draws. */
  public static Estimate<Doubles> of(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    checkDimensions(q, p);
    return byFormula(q, p).orElseGet(() -> drawn(q, p, stream, count));
  }

  /**
   * The closed form of a pair, else the mean of {@code log q - log p} over {@code count} draws and
   * its standard error: batched, and differentiable where the sampler of q is.
   */
  public static <A extends Algebra<A>> Estimate<A> estimate(
      Distribution<A> q, Distribution<A> p, RandomGenerator stream, int count) {
    checkDimensions(q, p);
    return byFormula(q, p).orElseGet(() -> MonteCarloKl.of(q, p, stream, count));
  }

  /** A second opinion on {@code estimate}, which must be of the same pair of distributions. */
  public static KlCheck check(
      Distribution<Doubles> q, Distribution<Doubles> p, Estimate<Doubles> estimate) {
    double value = estimate.value().scalar();
    if (value == Double.POSITIVE_INFINITY) {
      return new KlCheck(Method.INFINITE, value, 0, 0, Double.NaN, true, "infinite");
    }
    Estimate<Doubles> second = drawn(q, p, new SplittableRandom(CHECK_SEED), DRAWS);
    double difference = value - second.value().scalar();
    boolean alsoDrawn = estimate.method() == Method.MONTE_CARLO;
    double spread = Math.hypot(second.error().scalar(), alsoDrawn ? estimate.error().scalar() : 0);
    double z = difference == 0 ? 0 : difference / spread;
    return new KlCheck(
        second.method(),
        second.value().scalar(),
        second.error().scalar(),
        difference,
        z,
        Math.abs(z) <= 4,
        "");
  }

  static <A extends Algebra<A>> void checkDimensions(Distribution<A> q, Distribution<A> p) {
    if (q.dimension() != p.dimension()) {
      throw new IllegalArgumentException(
          "kl: q and p must have one dimension; got %d and %d"
              .formatted(q.dimension(), p.dimension()));
    }
  }

  private static <A extends Algebra<A>> Optional<Estimate<A>> byFormula(
      Distribution<A> q, Distribution<A> p) {
    return closed(q, p).map(terms -> Estimate.exact(terms, method(terms.kl())));
  }

  private static <A extends Algebra<A>> Method method(A kl) {
    boolean isInfinite =
        kl.elements()
            .map(x -> Arrays.stream(x).allMatch(v -> v == Double.POSITIVE_INFINITY))
            .orElse(false);
    return isInfinite ? Method.INFINITE : Method.CLOSED;
  }

  /** A draw that p cannot make shows that the divergence is infinite. */
  private static Estimate<Doubles> drawn(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    Estimate<Doubles> mean = MonteCarloKl.inChunks(q, p, stream, count);
    return method(mean.value()) == Method.INFINITE ? Estimate.infinite(mean.value()) : mean;
  }
}
