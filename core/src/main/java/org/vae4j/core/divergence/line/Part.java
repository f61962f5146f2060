package org.vae4j.core.divergence.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Mixture;

/**
 * A distribution that is no mixture, with its weight in the mixture it belongs to.
 *
 * @param weight a scalar; empty where the part is the whole
 * @param distribution a component, itself no mixture
 */
public record Part<A extends Algebra<A>>(Optional<A> weight, Distribution<A> distribution) {
  /** The components of mixtures within mixtures, but for those of known weight 0. */
  public static <A extends Algebra<A>> List<Part<A>> of(Distribution<A> d) {
    List<Part<A>> parts = new ArrayList<>();
    collect(d, Optional.empty(), parts);
    return parts;
  }

  private static <A extends Algebra<A>> void collect(
      Distribution<A> d, Optional<A> weight, List<Part<A>> parts) {
    if (!(d instanceof Mixture<A> mixture)) {
      parts.add(new Part<>(weight, d));
      return;
    }
    for (int k = 0; k < mixture.components().size(); k++) {
      A share = mixture.weight(k);
      if (share.elements().map(x -> x[0] > 0).orElse(true)) {
        A whole = weight.map(outer -> outer.times(share)).orElse(share);
        collect(mixture.components().get(k), Optional.of(whole), parts);
      }
    }
  }

  /** {@code x} times the weight. */
  public A scale(A x) {
    return weight.map(x::times).orElse(x);
  }
}
