package org.vae4j.core.divergence;

import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.distribution.Distribution;

/** The Kullback-Leibler divergence {@code KL(q || p) = E_q[log q(x) - log p(x)]}, in nats. */
public final class Kl {
  private Kl() {}

  /** The closed form of a pair and its terms, batched; empty where there is none. */
  public static <A extends Algebra<A>> Optional<KlTerms<A>> closed(
      Distribution<A> q, Distribution<A> p) {
    return ClosedKl.of(q, p);
  }
}
