package org.vae4j.core.divergence;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.distribution.Distribution;

/** A divergence as {@code -H(q)} plus the cross entropy {@code -E_q[log p]}. */
final class Entropies {
  private Entropies() {}

  /** Both parts by name, where q's entropy is known and both are finite; else none. */
  static <A extends Algebra<A>> Map<String, A> terms(Distribution<A> q, A kl) {
    Optional<A> entropy = q.entropy();
    if (entropy.isEmpty() || !isFinite(entropy.get()) || !isFinite(kl)) {
      return Map.of();
    }
    Map<String, A> terms = new LinkedHashMap<>();
    terms.put("negativeEntropy", entropy.get().negate());
    terms.put("crossEntropy", kl.plus(entropy.get()));
    return terms;
  }

  /** Whether known values are; an expression may become so. */
  private static <A extends Algebra<A>> boolean isFinite(A array) {
    return array.elements().map(x -> Arrays.stream(x).allMatch(Double::isFinite)).orElse(true);
  }
}
