package org.vae4j.core.divergence.line;

import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;

/**
 * The log ratio of gamma densities of log x. With x in units of q's mean, {@code s - 1 - log s} is
 * what each takes times its shape, and the change of the unit adds {@code (s - 1) g - (log(1 + g) -
 * g)} of its growth g.
 *
 * @param shapeQ the shape of q
 * @param shapeP the shape of p
 * @param growth the mean of q over that of p, less 1
 */
record GammaRatio(Doubles shapeQ, Doubles shapeP, Doubles growth) {
  static GammaRatio of(Doubles shapeQ, Doubles rateQ, Doubles shapeP, Doubles rateP) {
    Doubles over = shapeP.times(rateQ);
    return new GammaRatio(shapeQ, shapeP, difference(shapeQ, rateP, shapeP, rateQ).over(over));
  }

  /** {@code a b - c d} to the last digit (Kahan; Jeannerod et al. 2013). */
  private static Doubles difference(Doubles a, Doubles b, Doubles c, Doubles d) {
    Doubles product = c.times(d);
    Doubles lost = c.negate().fma(d, product);
    return a.fma(b, product.negate()).plus(lost);
  }

  /**
   * Whether the means are within a factor of two: further apart, the logs themselves are better.
   */
  boolean isNear() {
    return Math.abs(growth.scalar()) < 0.5;
  }

  static Distribution<Doubles> gamma(Distribution<Doubles> d) {
    return d instanceof Exponential<Doubles> e ? e.asGamma() : d;
  }

  /** At x in units of the mean of q. */
  Doubles at(Ratio<Doubles> s) {
    Doubles moved = s.delta().times(growth).minus(growth.log1pmx());
    Doubles reshaped = s.excess().times(shapeP.minus(shapeQ));
    Doubles constants =
        shapeP.special(Special.STIRLING, 0).minus(shapeQ.special(Special.STIRLING, 0));
    return moved.times(shapeP).plus(reshaped).plus(constants).negate();
  }

  /** Beta densities of the logit: gamma ones of x and of 1 - x, but for the constant. */
  static Optional<FamilyRatio> beta(Beta<Doubles> q, Beta<Doubles> p) {
    Doubles sumQ = q.a().plus(q.b());
    Doubles sumP = p.a().plus(p.b());
    Doubles cross = difference(q.a(), p.b(), p.a(), q.b());
    GammaRatio low = new GammaRatio(q.a(), p.a(), cross.over(p.a().times(sumQ)));
    GammaRatio high = new GammaRatio(q.b(), p.b(), cross.negate().over(p.b().times(sumQ)));
    Doubles total = sumP.special(Special.STIRLING, 0).minus(sumQ.special(Special.STIRLING, 0));
    FamilyRatio ratio =
        x ->
            low.at(x.over(q.a().over(sumQ)))
                .plus(high.at(x.complement().over(q.b().over(sumQ))))
                .plus(total);
    return low.isNear() && high.isNear() ? Optional.of(ratio) : Optional.empty();
  }
}
