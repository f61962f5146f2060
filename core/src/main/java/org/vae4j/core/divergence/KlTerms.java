package org.vae4j.core.divergence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.core.Algebra;

/**
 * A closed form KL(q || p), in nats, with the named parts it is the sum of.
 *
 * @param kl the divergence; at least 0
 * @param terms its parts by name, in order; for the families here none is negative, but for those
 *     of a Gaussian (see {@link GaussianTerms})
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

  static <A extends Algebra<A>> KlTerms<A> sum(String name, A term, String second, A other) {
    Map<String, A> terms = new LinkedHashMap<>();
    terms.put(name, term);
    terms.put(second, other);
    return new KlTerms<>(term.plus(other), terms);
  }
}
