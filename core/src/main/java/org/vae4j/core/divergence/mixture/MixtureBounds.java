package org.vae4j.core.divergence.mixture;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.divergence.Estimate;

/**
 * What is known of a divergence of mixtures, in nats: an interval that holds it, and an estimate.
 *
 * @param lower the greatest of 0 and the lower bounds
 * @param upper the least of the upper bounds; {@code +inf} where none has a closed form
 * @param formulas every formula whose parts have closed forms; others are absent
 * @param estimate an estimate of the divergence, with its method and error
 * @param <A> the kind of array
 */
public record MixtureBounds<A extends Algebra<A>>(
    A lower, A upper, Map<MixtureFormula, A> formulas, Estimate<A> estimate) {
  /** Keeps the formulas in their order. */
  public MixtureBounds {
    formulas = Collections.unmodifiableMap(new EnumMap<>(formulas));
  }

  static <A extends Algebra<A>> MixtureBounds<A> of(
      Map<MixtureFormula, A> formulas, Estimate<A> estimate) {
    A lower = estimate.value().number(0);
    A minusUpper = lower.number(Double.NEGATIVE_INFINITY);
    for (Map.Entry<MixtureFormula, A> entry : formulas.entrySet()) {
      switch (entry.getKey().side()) {
        case LOWER -> lower = lower.max(entry.getValue());
        case UPPER -> minusUpper = minusUpper.max(entry.getValue().negate());
        case NEITHER -> {}
      }
    }
    return new MixtureBounds<>(lower, minusUpper.negate().max(lower), formulas, estimate);
  }

  /** The value of a formula, if it has a closed form for this pair. */
  public Optional<A> of(MixtureFormula formula) {
    return Optional.ofNullable(formulas.get(formula));
  }
}
