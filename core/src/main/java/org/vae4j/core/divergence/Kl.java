package org.vae4j.core.divergence;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.closed.ClosedKl;
import org.vae4j.core.divergence.closed.KlTerms;
import org.vae4j.core.divergence.line.Coverage;
import org.vae4j.core.divergence.line.LineKl;
import org.vae4j.core.divergence.line.Numbers;
import org.vae4j.core.divergence.line.SeriesKl;
import org.vae4j.core.verify.Integral;

/** The Kullback-Leibler divergence {@code KL(q || p) = E_q[log q(x) - log p(x)]}, in nats. */
public final class Kl {
  private static final int DRAWS = 100_000;
  private static final long SEED = 20_140_414;
  private static final long CHECK_SEED = 19_510_301;

  private Kl() {}

  /** The closed form of a pair and its terms, batched; empty where there is none. */
  public static <A extends Algebra<A>> Optional<KlTerms<A>> closed(
      Distribution<A> q, Distribution<A> p) {
    return ClosedKl.of(q, p);
  }

  /**
   * The divergence of any pair by the best method there is: {@code +inf} where {@link Coverage}
   * says so, closed form, series of counts or quadrature over numbers, else the mean over 100000
   * draws, always the same ones. A batch without a closed form is drawn. Throws {@code
   * IllegalArgumentException} on different dimensions.
   */
  public static Estimate<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return of(q, p, new SplittableRandom(SEED), DRAWS);
  }

  /** As {@link #of(Distribution, Distribution)}, with {@code count} draws where it draws. */
  public static Estimate<Doubles> of(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    checkDimensions(q, p);
    boolean single = isSingle(q) && isSingle(p);
    if (single && Coverage.whyInfinite(q, p).isPresent()) {
      return Estimate.infinite(Doubles.scalar(0));
    }
    return byFormula(q, p)
        .or(() -> single ? integrated(Numbers.of(q), Numbers.of(p)) : Optional.empty())
        .orElseGet(() -> drawn(Numbers.of(q), Numbers.of(p), stream, count));
  }

  /**
   * The closed form of a pair, else the mean of {@code log q - log p} over {@code count} draws and
   * its standard error: batched, and differentiable where the sampler of q is. The divergence must
   * be finite, or such a mean says nothing.
   */
  public static <A extends Algebra<A>> Estimate<A> estimate(
      Distribution<A> q, Distribution<A> p, RandomGenerator stream, int count) {
    checkDimensions(q, p);
    return byFormula(q, p)
        .orElseGet(() -> MonteCarloKl.of(Numbers.of(q), Numbers.of(p), stream, count));
  }

  /**
   * A second opinion on {@code estimate}, which must be of this pair: of a closed form by series,
   * quadrature or draws, whichever comes first; of a quadrature by its other form; of draws by
   * other draws. An infinite value is held against {@link Coverage} alone, whose reason the note
   * is.
   */
  public static KlCheck check(
      Distribution<Doubles> q, Distribution<Doubles> p, Estimate<Doubles> estimate) {
    return new KlChecker(q, p, estimate).check(new SplittableRandom(CHECK_SEED), DRAWS);
  }

  /** Throws {@code IllegalArgumentException} unless q and p have one dimension. */
  public static <A extends Algebra<A>> void checkDimensions(Distribution<A> q, Distribution<A> p) {
    Divergences.checkDimensions("kl", q, p);
  }

  private static boolean isSingle(Distribution<Doubles> d) {
    return d.sample(new SplittableRandom(SEED), 1).shape().size() == d.dimension();
  }

  private static <A extends Algebra<A>> Optional<Estimate<A>> byFormula(
      Distribution<A> q, Distribution<A> p) {
    return closed(q, p).map(form -> Estimate.exact(form.kl(), method(form.kl()), form.terms()));
  }

  private static <A extends Algebra<A>> Method method(A kl) {
    return isInfinite(kl) ? Method.INFINITE : Method.CLOSED;
  }

  private static <A extends Algebra<A>> boolean isInfinite(A kl) {
    return kl.elements()
        .map(x -> Arrays.stream(x).allMatch(v -> v == Double.POSITIVE_INFINITY))
        .orElse(false);
  }

  private static Optional<Estimate<Doubles>> integrated(
      Distribution<Doubles> q, Distribution<Doubles> p) {
    if (SeriesKl.takes(q, p)) {
      return Optional.of(estimate(q, SeriesKl.of(q, p), Method.SERIES));
    }
    return LineKl.takes(q, p)
        ? LineKl.of(q, p).map(integral -> estimate(q, integral, Method.QUADRATURE))
        : Optional.empty();
  }

  private static Estimate<Doubles> estimate(
      Distribution<Doubles> q, Integral integral, Method method) {
    Doubles value = Doubles.scalar(integral.value());
    Doubles error = Doubles.scalar(integral.errorEstimate());
    Map<String, Doubles> terms = Entropies.terms(q, value);
    return isInfinite(value)
        ? Estimate.infinite(value)
        : new Estimate<>(value, error, method, terms);
  }

  /** A draw that p cannot make shows that the divergence is infinite. */
  private static Estimate<Doubles> drawn(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    Estimate<Doubles> mean = MonteCarloKl.inChunks(q, p, stream, count);
    return isInfinite(mean.value()) ? Estimate.infinite(mean.value()) : mean;
  }
}
