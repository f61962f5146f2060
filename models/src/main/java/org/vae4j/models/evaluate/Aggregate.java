package org.vae4j.models.evaluate;

/**
 * How the mean KL splits into what codes say about their examples and how far the codes of all
 * examples together are from the prior: {@code E_x KL(q(z|x) || p) = I(x;z) + KL(q(z) || p)}.
 * Source: Hoffman, Johnson (2016), "ELBO surgery".
 *
 * <p>q(z) is the mean of q(z|x) over B examples. Each draw's own example is one of them, so the
 * estimate of I(x;z) never exceeds log B, and what is missing of it is added to KL(q(z) || p).
 *
 * @param examples B
 * @param draws codes that the expectations are taken over, of as many examples
 * @param mutualInformation I(x;z) in nats
 * @param marginalKl KL(q(z) || p(z)) in nats
 * @param standardError of {@code mutualInformation}, over draws
 */
public record Aggregate(
    int examples, int draws, double mutualInformation, double marginalKl, double standardError) {
  private static final double AT_LIMIT = 0.25;

  /** log B in nats: the estimate of I(x;z) cannot be more. */
  public double limit() {
    return Math.log(examples);
  }

  /** Whether I(x;z) stands within a quarter of a nat of its limit, and so may be more. */
  public boolean atLimit() {
    return mutualInformation > limit() - AT_LIMIT;
  }
}
