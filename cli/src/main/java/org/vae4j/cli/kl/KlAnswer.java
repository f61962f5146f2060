package org.vae4j.cli.kl;

import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.KlCheck;

/**
 * KL(q || p) of two distributions as they were written, with a second opinion unless none was asked
 * for.
 */
public record KlAnswer(
    String textQ,
    String textP,
    Distribution<Doubles> q,
    Distribution<Doubles> p,
    Estimate<Doubles> estimate,
    Optional<KlCheck> check) {

  /**
   * Throws {@code IllegalArgumentException} on what is no distribution, before it computes, and
   * where every method overflows.
   */
  public static KlAnswer of(String textQ, String textP, boolean check) {
    Distribution<Doubles> q = parse("q", textQ);
    Distribution<Doubles> p = parse("p", textP);
    Estimate<Doubles> estimate = Kl.of(q, p);
    if (Double.isNaN(estimate.value().scalar())) {
      throw new IllegalArgumentException(
          "kl: the parameters must leave the densities within what doubles can hold; got %s and %s"
              .formatted(q.family(), p.family()));
    }
    Optional<KlCheck> second = check ? Optional.of(Kl.check(q, p, estimate)) : Optional.empty();
    return new KlAnswer(textQ, textP, q, p, estimate, second);
  }

  private static Distribution<Doubles> parse(String where, String text) {
    try {
      return Distributions.parse(text);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(where + ": " + refused.getMessage(), refused);
    }
  }

  /** The divergence in nats. */
  public double nats() {
    return estimate.value().scalar();
  }

  /** What it may be off by, in nats: 0 for a closed form. */
  double error() {
    return estimate.error().scalar();
  }

  /** The divergence in bits. */
  double bits() {
    return nats() / Math.log(2);
  }
}
