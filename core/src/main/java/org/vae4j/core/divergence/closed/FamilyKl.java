package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;
import org.vae4j.core.distribution.Bernoulli;

/**
 * KL(q || p) within families of continuous distributions, in nats, one per element of parameters
 * that broadcast. Each is a sum of parts that are never negative and do not cancel, so it keeps its
 * digits however close q comes to p and however large the parameters are.
 *
 * <p>Parameters must lie in the family's domain, or the result is NaN; where p does not cover the
 * support of q it is {@code +inf}.
 */
public final class FamilyKl {
  private FamilyKl() {}

  /**
   * Gamma distributions by shape and rate: {@code [..] -> [..]}. With {@code s} the ratio of the
   * means, {@code mean = a_p (s - 1 - log s)}; {@code shape} is the Bregman divergence of
   * Stirling's remainder. Equal to Penny (2001).
   */
  public static <A extends Algebra<A>> KlTerms<A> gamma(A shapeQ, A rateQ, A shapeP, A rateP) {
    A gap = difference(shapeQ, rateP, shapeP, rateQ);
    A delta = gap.over(shapeP.times(rateQ));
    A log = shapeQ.over(shapeP).log().plus(rateP.over(rateQ).log());
    A above = delta.greater(delta.number(3));
    A near = shapeP.times(new Ratio<>(above.where(delta.number(0), delta), log).excess());
    A mean = above.where(gap.over(rateQ).minus(shapeP.times(log)), near);
    return KlTerms.sum(
        "mean", mean, "shape", Bregman.stirling(shapeP, shapeQ, shapeP.minus(shapeQ)));
  }

  /** Inverse gamma distributions by shape and scale: that of their reciprocals, which are gamma. */
  public static <A extends Algebra<A>> KlTerms<A> inverseGamma(
      A shapeQ, A scaleQ, A shapeP, A scaleP) {
    return gamma(shapeQ, scaleQ, shapeP, scaleP);
  }

  /**
   * Exponential distributions by rate: {@code r - 1 - log r} of the ratio {@code rateP / rateQ}.
   */
  public static <A extends Algebra<A>> KlTerms<A> exponential(A rateQ, A rateP) {
    return KlTerms.of("mean", Ratio.of(rateP, rateQ).excess());
  }

  /**
   * Dirichlet distributions by concentrations: {@code [.., K] -> [..]}. {@code mean} is the KL of
   * the mean of p from that of q, as categorical distributions, times p's total; {@code shape} is a
   * Bregman divergence of Stirling's remainder.
   */
  public static <A extends Algebra<A>> KlTerms<A> dirichlet(A q, A p) {
    A gap = p.minus(q);
    A totalQ = keepingAxis(q.sum(-1));
    A totalP = keepingAxis(p.sum(-1));
    A totalGap = keepingAxis(gap.sum(-1));
    A mean = share(q, p, totalQ, totalP, totalGap).sum(-1);
    A each = Bregman.stirling(p, q, gap).sum(-1);
    A shape = each.minus(Bregman.stirling(totalP, totalQ, totalGap).sum(-1));
    return KlTerms.sum("mean", mean, "shape", shape);
  }

  /**
   * {@code p log(p / r) - p + r} of a concentration p and {@code r = q totalP / totalQ}, where
   * {@code r - p = q totalGap / totalQ - (p - q)} is exact for a q close to p.
   */
  private static <A extends Algebra<A>> A share(A q, A p, A totalQ, A totalP, A totalGap) {
    A gap = p.minus(q);
    A growth = q.times(totalGap.over(totalQ));
    A rescaled = q.times(totalP.over(totalQ));
    A near = p.greater(gap.abs().plus(growth.abs()));
    return Relative.of(p, rescaled, near.where(growth.minus(gap), rescaled.minus(p)));
  }

  private static <A extends Algebra<A>> A keepingAxis(A reduced) {
    return reduced.reshape(reduced.shape().append(1));
  }

  /** Beta distributions by their two shapes: the Dirichlet divergence of two concentrations. */
  public static <A extends Algebra<A>> KlTerms<A> beta(A aQ, A bQ, A aP, A bP) {
    A gapA = aP.minus(aQ);
    A gapB = bP.minus(bQ);
    A gap = gapA.plus(gapB);
    A totalQ = aQ.plus(bQ);
    A totalP = aP.plus(bP);
    A mean = share(aQ, aP, totalQ, totalP, gap).plus(share(bQ, bP, totalQ, totalP, gap));
    A shape =
        Bregman.stirling(aP, aQ, gapA)
            .plus(Bregman.stirling(bP, bQ, gapB))
            .minus(Bregman.stirling(totalP, totalQ, gap));
    return KlTerms.sum("mean", mean, "shape", shape);
  }

  /**
   * Laplace distributions by location and scale. With {@code s = scaleQ / scaleP} and {@code u} the
   * distance of the locations in units of {@code scaleQ}: {@code s - 1 - log s} and {@code s (e^-u
   * - 1 + u)}.
   */
  public static <A extends Algebra<A>> KlTerms<A> laplace(
      A locationQ, A scaleQ, A locationP, A scaleP) {
    A gap = locationQ.minus(locationP).abs();
    A distance = gap.over(scaleQ);
    A near = distance.number(1).greater(distance);
    A small = near.where(distance, distance.number(0)).negate().expm1mx();
    A ratio = scaleQ.over(scaleP);
    A far = gap.over(scaleP).plus(ratio.times(distance.negate().expm1()));
    A location = near.where(ratio.times(small), far);
    return KlTerms.sum("location", location, "scale", Ratio.of(scaleQ, scaleP).excess());
  }

  /**
   * Von Mises distributions by location and concentration, {@code A = I1/I0}: {@code 2 k_p A(k_q)
   * sin^2((m_q - m_p)/2)} and the Bregman divergence of {@code log I0}.
   */
  public static <A extends Algebra<A>> KlTerms<A> vonMises(
      A locationQ, A concentrationQ, A locationP, A concentrationP) {
    A sine = locationQ.minus(locationP).times(0.5).sin();
    A resultant = concentrationQ.special(Special.LOG_BESSEL, 1);
    A location = concentrationP.times(resultant).times(sine.square()).times(2);
    A concentration = Bregman.bessel(concentrationP, concentrationQ);
    return KlTerms.sum("location", location, "concentration", concentration);
  }

  /** Cauchy distributions by location and scale: Chyzak and Nielsen (2019), arXiv:1905.10965. */
  public static <A extends Algebra<A>> KlTerms<A> cauchy(
      A locationQ, A scaleQ, A locationP, A scaleP) {
    A gap = locationQ.minus(locationP).over(scaleQ);
    A growth = scaleQ.minus(scaleP).over(scaleQ);
    A ratio = scaleQ.over(scaleP).times(0.25);
    return KlTerms.of("logRatio", gap.square().plus(growth.square()).times(ratio).log1p());
  }

  /** Uniform distributions by their ends: the log ratio of the widths, where p covers q. */
  public static <A extends Algebra<A>> KlTerms<A> uniform(A lowerQ, A upperQ, A lowerP, A upperP) {
    A outside = lowerP.greater(lowerQ).max(upperQ.greater(upperP));
    A margin = lowerQ.minus(lowerP).plus(upperP.minus(upperQ));
    A covered = outside.where(margin.number(0), margin);
    A log = covered.over(upperQ.minus(lowerQ)).log1p();
    return KlTerms.of("logWidth", outside.where(log.number(Double.POSITIVE_INFINITY), log));
  }

  /**
   * Continuous Bernoulli distributions (Loaiza-Ganem and Cunningham 2019) by their parameters in
   * (0, 1): the Bregman divergence of {@code log(sinh(h/2) / (h/2))} between the logits h.
   */
  public static <A extends Algebra<A>> KlTerms<A> continuousBernoulli(A lambdaQ, A lambdaP) {
    A kl =
        Bregman.sinhc(
            Bernoulli.logit(lambdaP), Bernoulli.logit(lambdaQ), logitGap(lambdaQ, lambdaP));
    return KlTerms.of("logit", kl);
  }

  /** {@code logit(lambdaP) - logit(lambdaQ)} to the last digit. */
  static <A extends Algebra<A>> A logitGap(A lambdaQ, A lambdaP) {
    A rise = lambdaP.minus(lambdaQ).over(lambdaQ.times(lambdaP.negate().plus(1)));
    A gap = Bernoulli.logit(lambdaP).minus(Bernoulli.logit(lambdaQ));
    A near = rise.number(0.5).greater(rise.abs());
    return near.where(near.where(rise, rise.number(0)).log1p(), gap);
  }

  /** {@code a b - c d} to the last digit, however much cancels (Kahan; Jeannerod et al. 2013). */
  static <A extends Algebra<A>> A difference(A a, A b, A c, A d) {
    A product = c.times(d);
    A lost = c.negate().fma(d, product);
    return a.fma(b, product.negate()).plus(lost);
  }
}
