package org.vae4j.core.divergence;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.Functions;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.closed.ClosedKl;
import org.vae4j.core.divergence.closed.Relative;

/**
 * The Jensen-Shannon divergence {@code (KL(q || m) + KL(p || m)) / 2} from the mean {@code m = (q +
 * p) / 2}, in nats: symmetric, in [0, log 2], the square of a metric. Lin (1991).
 */
public final class JensenShannon {
  private JensenShannon() {}

  /** The sum over classes, {@code [..]}, batched; empty for all but finitely many outcomes. */
  public static <A extends Algebra<A>> Optional<A> closed(Distribution<A> q, Distribution<A> p) {
    Divergences.checkDimensions("jensen-shannon", q, p);
    Optional<Categorical<A>> a = ClosedKl.categorical(q);
    Optional<Categorical<A>> b = ClosedKl.categorical(p);
    return a.flatMap(x -> b.map(y -> classes(x.probabilities(), y.probabilities())));
  }

  private static <A extends Algebra<A>> A classes(A q, A p) {
    if (q.shape().dim(-1) != p.shape().dim(-1)) {
      throw q.refused(
          "jensen-shannon: q and p must have one number of classes; got %d and %d"
              .formatted(q.shape().dim(-1), p.shape().dim(-1)));
    }
    A halfGap = p.minus(q).times(0.5);
    A middle = q.plus(p).times(0.5);
    A fromQ = Relative.of(q, middle, halfGap);
    return fromQ.plus(Relative.of(p, middle, halfGap.negate())).sum(-1).times(0.5);
  }

  /** The divergence by its closed form, else by series, quadrature or draws. */
  public static Estimate<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return of(q, p, new SplittableRandom(Divergences.SEED), Divergences.DRAWS);
  }

  /** As {@link #of(Distribution, Distribution)}, with {@code count} draws where it draws. */
  public static Estimate<Doubles> of(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    return closed(q, p)
        .map(Divergences::exact)
        .orElseGet(() -> PairIntegral.of(q, p, JensenShannon::part, stream, count));
  }

  /**
   * With m the mean density and {@code t = (q - p) / (q + p)}: {@code m ((1 + t) log(1 + t) + (1 -
   * t) log(1 - t)) / 2}.
   */
  private static double part(double logQ, double logP, double ratio) {
    double mean = (Math.exp(logQ) + Math.exp(logP)) / 2;
    double t = Math.abs(Math.tanh(ratio / 2));
    if (mean == 0 || t == 1) {
      return mean * Math.log(2);
    }
    double even = (1 + t) * Functions.log1pmx(t) + (1 - t) * Functions.log1pmx(-t);
    return mean * (even / 2 + t * t);
  }
}
