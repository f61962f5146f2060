package org.vae4j.core.divergence.closed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.core.Algebra;

/**
 * A Gaussian KL(q || p) by term, all of one shape, in nats: {@code kl = mean + variance +
 * logDeterminant}.
 *
 * <p>{@code variance} and {@code logDeterminant} are signed and nearly cancel where q is close to
 * p, so their sum loses what {@code kl}, computed without that cancellation, keeps.
 *
 * @param mean squared distance of the means as p measures it, {@code |mu_q - mu_p|^2 / 2}; at least
 *     0
 * @param variance {@code (tr(S_p^-1 S_q) - D) / 2}; at least {@code -D/2}
 * @param logDeterminant {@code (log det S_p - log det S_q) / 2}; any sign
 * @param kl the divergence; at least 0
 * @param <A> the kind of array
 */
public record GaussianTerms<A extends Algebra<A>>(A mean, A variance, A logDeterminant, A kl) {
  /** The terms by name. */
  KlTerms<A> named() {
    Map<String, A> terms = new LinkedHashMap<>();
    terms.put("mean", mean);
    terms.put("variance", variance);
    terms.put("logDeterminant", logDeterminant);
    return new KlTerms<>(kl, terms);
  }

  /** Each term summed over {@code axes}. */
  public GaussianTerms<A> sum(int... axes) {
    return new GaussianTerms<>(
        mean.sum(axes), variance.sum(axes), logDeterminant.sum(axes), kl.sum(axes));
  }
}
