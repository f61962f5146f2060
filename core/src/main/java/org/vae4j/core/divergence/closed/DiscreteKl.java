package org.vae4j.core.divergence.closed;

import java.util.Arrays;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;
import org.vae4j.core.Special;

/**
 * KL(q || p) within families of discrete distributions, in nats. Every outcome's part {@code q
 * log(q/p) - q + p} is computed as a number that is not negative; the parts that do not belong to
 * the sum, {@code p - q}, add up to 0. An outcome that q never shows counts {@code 0 log 0 = 0};
 * one that only p never shows makes the divergence {@code +inf}.
 */
public final class DiscreteKl {
  private DiscreteKl() {}

  /** Bernoulli distributions by the probability of 1: {@code [..] -> [..]}. */
  public static <A extends Algebra<A>> KlTerms<A> bernoulli(A q, A p) {
    A difference = p.minus(q);
    A restQ = q.negate().plus(1);
    A restP = p.negate().plus(1);
    A failure = Relative.of(restQ, restP, difference.negate());
    return KlTerms.sum("one", Relative.of(q, p, difference), "zero", failure);
  }

  /** Bernoulli distributions by logits: {@code [..] -> [..]}. */
  public static <A extends Algebra<A>> KlTerms<A> bernoulliFromLogits(A q, A p) {
    A rise = p.minus(q);
    A logOne = logRatio(rise, p, q);
    A logZero = logRatio(rise.negate(), p.negate(), q.negate());
    A one = entry(q.sigmoid(), p.sigmoid(), logOne);
    A zero = entry(q.negate().sigmoid(), p.negate().sigmoid(), logZero);
    return KlTerms.sum("one", one, "zero", zero);
  }

  /** {@code log(sigmoid(p) / sigmoid(q))}, exact for a small rise of the logits. */
  private static <A extends Algebra<A>> A logRatio(A rise, A p, A q) {
    A near = rise.number(0.5).greater(rise.abs());
    A small = near.where(rise, rise.number(0));
    A apart = q.negate().softplus().minus(p.negate().softplus());
    A exact = p.negate().sigmoid().times(small.expm1()).log1p();
    return near.where(exact, apart);
  }

  /**
   * Categorical distributions by probabilities, {@code [.., K] -> [..]}; each is divided by its
   * sum, so that rounding in the last digit does not count as mass. The terms are the classes'
   * parts.
   */
  public static <A extends Algebra<A>> KlTerms<A> categorical(A q, A p) {
    A gap = p.minus(q);
    A totalQ = q.sum(-1);
    A excess = gap.sum(-1).over(p.sum(-1));
    Shape column = excess.shape().append(1);
    A rescaled = p.times(excess.reshape(column).negate().plus(1));
    A difference = gap.minus(p.times(excess.reshape(column)));
    A parts = Relative.of(q, rescaled, difference).over(totalQ.reshape(totalQ.shape().append(1)));
    return KlTerms.of("classes", parts.sum(-1));
  }

  /** Categorical distributions by logits, {@code [.., K] -> [..]}. */
  public static <A extends Algebra<A>> KlTerms<A> categoricalFromLogits(A q, A p) {
    A rise = p.minus(q);
    A massQ = q.logSumExp(-1);
    A logQ = q.minus(massQ.reshape(massQ.shape().append(1)));
    A near = rise.number(1).greater(rise.abs().max(-1));
    A small = near.reshape(near.shape().append(1)).where(rise, rise.number(0));
    A shift = logQ.exp().times(small.expm1()).sum(-1).log1p();
    A growth = near.where(shift, p.logSumExp(-1).minus(massQ));
    A logRatio = rise.minus(growth.reshape(growth.shape().append(1)));
    A parts = entry(logQ.exp(), logQ.plus(logRatio).exp(), logRatio);
    return KlTerms.of("classes", parts.sum(-1));
  }

  /** Poisson distributions by rate: {@code [..] -> [..]}. */
  public static <A extends Algebra<A>> KlTerms<A> poisson(A rateQ, A rateP) {
    return KlTerms.of("rate", Relative.of(rateQ, rateP, rateP.minus(rateQ)));
  }

  /**
   * A Bernoulli distribution, by the probabilities of 1 and of 0, from a Poisson one: {@code [..]
   * -> [..]}. {@code rate} is the KL between Poisson distributions of these means; {@code shape} is
   * {@code (1 - q) log(1 - q) + q}.
   */
  static <A extends Algebra<A>> KlTerms<A> bernoulliFromPoisson(A one, A zero, A rate) {
    A shape = Relative.of(zero, zero.number(1), one);
    return KlTerms.sum("rate", Relative.of(one, rate, rate.minus(one)), "shape", shape);
  }

  /**
   * A categorical distribution of the numbers 0 to K - 1, by probabilities {@code [.., K]}, from a
   * Poisson one: {@code [..]}. {@code tail} is the mass that p has from K on.
   */
  static <A extends Algebra<A>> KlTerms<A> categoricalFromPoisson(A probabilities, A rate) {
    int k = probabilities.shape().dim(-1);
    double[] counts = new double[k];
    double[] logFactorials = new double[k];
    for (int i = 0; i < k; i++) {
      counts[i] = i;
      logFactorials[i] = Special.LOG_GAMMA.derivative(0, i + 1);
    }
    A total = probabilities.sum(-1);
    A q = probabilities.over(total.reshape(total.shape().append(1)));
    A column = rate.reshape(rate.shape().append(1));
    A count = rate.constant(Shape.of(k), counts);
    A some = count.greater(rate.number(0));
    A power = some.where(count.times(some.where(column, rate.number(1)).log()), rate.number(0));
    A logP = power.minus(column).minus(rate.constant(Shape.of(k), logFactorials));
    A present = q.greater(q.number(0));
    A mass = present.where(q, q.number(1));
    A parts = present.where(entry(mass, logP.exp(), logP.minus(mass.log())), logP.exp());
    A tail = logP.exp().sum(-1).negate().plus(1).relu();
    return KlTerms.sum("counts", parts.sum(-1), "tail", tail);
  }

  /** A Poisson distribution from a categorical one: infinite but for rate 0, which is 0 always. */
  static <A extends Algebra<A>> KlTerms<A> poissonFromCategorical(A rate, A probabilities) {
    double[] above = new double[probabilities.shape().dim(-1)];
    Arrays.fill(above, 1);
    above[0] = 0;
    A others = probabilities.times(rate.constant(Shape.of(above.length), above)).sum(-1);
    A kl = others.over(probabilities.slice(-1, 0, 1).sum(-1)).log1p();
    return KlTerms.of("zero", Infinite.where(rate.greater(rate.number(0)), kl));
  }

  /**
   * {@code q (e^r - 1 - r)}, or {@code p - q - q r} where {@code p = q e^r} is the larger by far.
   */
  private static <A extends Algebra<A>> A entry(A q, A p, A logRatio) {
    A above = logRatio.greater(logRatio.number(1));
    A near = q.times(above.where(logRatio.number(0), logRatio).expm1mx());
    return above.where(p.minus(q).minus(q.times(logRatio)), near);
  }
}
