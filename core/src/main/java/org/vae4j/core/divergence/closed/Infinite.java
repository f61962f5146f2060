package org.vae4j.core.divergence.closed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.core.Algebra;

/** Puts {@code +inf} where a divergence is infinite, and leaves the rest as it is. */
final class Infinite {
  private Infinite() {}

  /** 1 where {@code finite} is 0. */
  static <A extends Algebra<A>> A unless(A finite) {
    return finite.negate().plus(1);
  }

  /** {@code value}, or {@code +inf} where the mask {@code infinite} is 1. */
  static <A extends Algebra<A>> A where(A infinite, A value) {
    return infinite.where(value.number(Double.POSITIVE_INFINITY), value);
  }

  /** The divergence and its terms, or {@code +inf} where the mask {@code infinite} is 1. */
  static <A extends Algebra<A>> KlTerms<A> where(A infinite, KlTerms<A> finite) {
    Map<String, A> terms = new LinkedHashMap<>(finite.terms());
    terms.replaceAll((name, term) -> where(infinite, term));
    return new KlTerms<>(where(infinite, finite.kl()), terms);
  }
}
