package org.vae4j.core.divergence.closed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.core.Algebra;

/**
 * A closed form KL(q || p), in nats, with the named parts it is the sum of.
 *
 * @param kl the divergence; at least 0
 * @param terms its parts by name, in order; within a family none is negative, but for those of a
 *     Gaussian (see {@link GaussianTerms}); across families one may be
 * @param <A> the kind of array
 */
public record KlTerms<A extends Algebra<A>>(A kl, Map<String, A> terms) {
  /** Keeps the order of the terms. */
  public KlTerms {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  static <A extends Algebra<A>> KlTerms<A> of(String name, A term) {
    return new KlTerms<>(term, Map.of(name, term));
  }

  /** Three parts and their sum, all of its shape. */
  static <A extends Algebra<A>> KlTerms<A> sum(
      String name, A term, String second, A other, String third, A last) {
    A kl = term.plus(other).plus(last);
    Map<String, A> terms = new LinkedHashMap<>();
    terms.put(name, spread(term, kl));
    terms.put(second, spread(other, kl));
    terms.put(third, spread(last, kl));
    return new KlTerms<>(kl, terms);
  }

  /** Two parts and their sum, all of its shape. */
  static <A extends Algebra<A>> KlTerms<A> sum(String name, A term, String second, A other) {
    A kl = term.plus(other);
    Map<String, A> terms = new LinkedHashMap<>();
    terms.put(name, spread(term, kl));
    terms.put(second, spread(other, kl));
    return new KlTerms<>(kl, terms);
  }

  private static <A extends Algebra<A>> A spread(A term, A kl) {
    return term.shape().equals(kl.shape()) ? term : term.broadcastTo(kl.shape());
  }
}
