package org.vae4j.core.divergence.closed;

import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Dirichlet;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Poisson;

/**
 * Renyi divergences within exponential families. The density proportional to {@code q^a p^(1 - a)}
 * is a member m of the family, the one whose natural parameters are {@code a eta_q + (1 - a)
 * eta_p}, and {@code D_a(q || p) = KL(m || p) + a/(1 - a) KL(m || q)}: van Erven and Harremoes
 * (2014), theorem 30. Both divergences keep their digits, and m is where their sum is least (for a
 * above 1, greatest), so that the rounding of m does not show. {@code +inf} where no member is
 * proportional to it.
 */
public final class FamilyRenyi {
  private FamilyRenyi() {}

  /** Of any finite order above 0 but 1; empty for other pairs. */
  public static <A extends Algebra<A>> Optional<A> of(
      double order, Distribution<A> q, Distribution<A> p) {
    if (ClosedKl.gamma(q) instanceof Gamma<A> a && ClosedKl.gamma(p) instanceof Gamma<A> b) {
      return Optional.of(gamma(order, a.shape(), a.rate(), b.shape(), b.rate()));
    }
    if (q instanceof InverseGamma<A> a && p instanceof InverseGamma<A> b) {
      return Optional.of(gamma(order, a.shape(), a.scale(), b.shape(), b.scale()));
    }
    if (q instanceof Beta<A> a && p instanceof Beta<A> b) {
      return Optional.of(beta(order, a, b));
    }
    if (q instanceof Dirichlet<A> a && p instanceof Dirichlet<A> b) {
      return Optional.of(dirichlet(order, a.concentration(), b.concentration()));
    }
    if (q instanceof ContinuousBernoulli<A> a && p instanceof ContinuousBernoulli<A> b) {
      return Optional.of(tilted(order, a.lambda(), b.lambda()));
    }
    if (q instanceof Poisson<A> a && p instanceof Poisson<A> b) {
      return Optional.of(poisson(order, a.rate(), b.rate()));
    }
    if (q instanceof Bernoulli<A> a && p instanceof Bernoulli<A> b) {
      return Optional.of(bernoulli(order, a.probability(), b.probability()));
    }
    Optional<Categorical<A>> a = ClosedKl.categorical(q);
    Optional<Categorical<A>> b = ClosedKl.categorical(p);
    return a.isPresent() && b.isPresent()
        ? Optional.of(categorical(order, a.get().probabilities(), b.get().probabilities()))
        : Optional.empty();
  }

  private static <A extends Algebra<A>> A between(double order, A fromP, A fromQ) {
    return fromP.plus(fromQ.times(order / (1 - order)));
  }

  /** {@code a x + (1 - a) y}, exact where x = y. */
  private static <A extends Algebra<A>> A blend(double order, A x, A y) {
    return order < 0.5 ? y.plus(x.minus(y).times(order)) : x.plus(y.minus(x).times(1 - order));
  }

  /** {@code blend} where that is positive, else y: there the divergence is infinite. */
  private static <A extends Algebra<A>> A positive(A blend, A y) {
    return blend.greater(blend.number(0)).where(blend, y);
  }

  private static <A extends Algebra<A>> A orInfinite(A exists, A value) {
    A least = value.max(value.number(0));
    return exists.where(least, value.number(Double.POSITIVE_INFINITY));
  }

  private static <A extends Algebra<A>> A isPositive(A x) {
    return x.greater(x.number(0));
  }

  /**
   * Gamma distributions: {@code a KL(m || q) + (1 - a) KL(m || p)} with its parts joined, so that
   * the means {@code u = shape / rate} meet by their difference: {@code u_q / u_m - 1 = (1 - a)
   * (shape_q rate_p - shape_p rate_q) / (rate_q shape_m)}.
   */
  private static <A extends Algebra<A>> A gamma(
      double order, A shapeQ, A rateQ, A shapeP, A rateP) {
    double rest = 1 - order;
    A shape = blend(order, shapeQ, shapeP);
    A rate = blend(order, rateQ, rateP);
    A m = positive(shape, shapeP);
    A n = positive(rate, rateP);
    A turn = FamilyKl.difference(shapeQ, rateP, shapeP, rateQ).over(m);
    A gap = shapeQ.minus(shapeP);
    A ofQ = gammaPart(shapeQ, rateQ, m, n, turn.times(rest), gap.times(rest));
    A ofP = gammaPart(shapeP, rateP, m, n, turn.times(-order), gap.times(-order));
    A value = ofP.plus(ofQ.times(order / rest));
    return orInfinite(isPositive(shape).times(isPositive(rate)), value);
  }

  private static <A extends Algebra<A>> A gammaPart(A shape, A rate, A m, A n, A turn, A fromM) {
    A ratio = shape.over(m).times(n.over(rate));
    A means = Relative.of(ratio, ratio.number(1), turn.over(rate).negate());
    return Bregman.stirling(shape, m, fromM).plus(means.times(rate.over(n).times(m)));
  }

  private static <A extends Algebra<A>> A beta(double order, Beta<A> q, Beta<A> p) {
    A a = blend(order, q.a(), p.a());
    A b = blend(order, q.b(), p.b());
    A m = positive(a, p.a());
    A n = positive(b, p.b());
    A value =
        between(
            order, FamilyKl.beta(m, n, p.a(), p.b()).kl(), FamilyKl.beta(m, n, q.a(), q.b()).kl());
    return orInfinite(isPositive(a).times(isPositive(b)), value);
  }

  private static <A extends Algebra<A>> A dirichlet(double order, A q, A p) {
    A each = blend(order, q, p);
    A m = positive(each, p);
    A value = between(order, FamilyKl.dirichlet(m, p).kl(), FamilyKl.dirichlet(m, q).kl());
    return orInfinite(isPositive(each.negate().max(-1).negate()), value);
  }

  /** Continuous Bernoulli distributions: every logit is one of the family. */
  private static <A extends Algebra<A>> A tilted(double order, A lambdaQ, A lambdaP) {
    A gap = FamilyKl.logitGap(lambdaQ, lambdaP);
    A q = Bernoulli.logit(lambdaQ);
    A p = Bernoulli.logit(lambdaP);
    A m = q.plus(gap.times(1 - order));
    A fromP = Bregman.sinhc(p, m, gap.times(order));
    return between(order, fromP, Bregman.sinhc(q, m, gap.times(order - 1)));
  }

  private static <A extends Algebra<A>> A poisson(double order, A q, A p) {
    A both = isPositive(q).times(isPositive(p));
    A one = q.number(1);
    A safe = both.where(q, one);
    A log = Ratio.of(both.where(p, one), safe).minusLog().times(order - 1);
    A m = both.where(safe.times(log.exp()), q.number(0));
    A value = between(order, DiscreteKl.poisson(m, p).kl(), DiscreteKl.poisson(m, q).kl());
    return orInfinite(order > 1 ? covered(q, p) : one, value);
  }

  /** 1 where p has mass or q has none. */
  private static <A extends Algebra<A>> A covered(A q, A p) {
    return isPositive(p).max(isPositive(q).negate().plus(1));
  }

  private static <A extends Algebra<A>> A bernoulli(double order, A q, A p) {
    A half = q.number(0.5);
    A flip = q.greater(half).times(p.greater(half));
    A restQ = q.negate().plus(1);
    A restP = p.negate().plus(1);
    return rare(
        order,
        flip.where(restQ, q),
        flip.where(restP, p),
        flip.where(q, restQ),
        flip.where(p, restP));
  }

  /** Of the rarer outcome's probabilities q and p, which hold more digits than the rest. */
  private static <A extends Algebra<A>> A rare(double order, A q, A p, A restQ, A restP) {
    A one = isPositive(q).times(isPositive(p));
    A zero = isPositive(restQ).times(isPositive(restP));
    A inside = one.times(zero);
    A half = q.number(0.5);
    A m = inside.where(blendLogits(order, inside.where(q, half), inside.where(p, half)), one);
    A exists = order > 1 ? covered(q, p).times(covered(restQ, restP)) : one.max(zero);
    A safe = exists.where(m, p);
    A value =
        between(order, DiscreteKl.bernoulli(safe, p).kl(), DiscreteKl.bernoulli(safe, q).kl());
    return orInfinite(exists, value);
  }

  /**
   * With {@code g = e^step - 1} of a small step of the logit, {@code q + q (1 - q) g / (1 + q g)}.
   */
  private static <A extends Algebra<A>> A blendLogits(double order, A q, A p) {
    A base = order < 0.5 ? p : q;
    A step = FamilyKl.logitGap(q, p).times(order < 0.5 ? -order : 1 - order);
    A near = step.number(1).greater(step.abs());
    A growth = near.where(step, step.number(0)).expm1().times(base);
    A moved = base.plus(base.negate().plus(1).times(growth).over(growth.plus(1)));
    return near.where(moved, Bernoulli.logit(base).plus(step).sigmoid());
  }

  private static <A extends Algebra<A>> A categorical(double order, A q, A p) {
    A both = isPositive(q).times(isPositive(p));
    A one = q.number(1);
    A log = blend(order, both.where(q, one).log(), both.where(p, one).log());
    A present = both.where(log, q.number(Double.NEGATIVE_INFINITY));
    A exists = isPositive(both.sum(-1));
    if (order > 1) {
      exists = exists.times(isPositive(covered(q, p).negate().max(-1).negate()));
    }
    A column = exists.reshape(exists.shape().append(1));
    A mass = column.where(present, q.number(0)).logSumExp(-1);
    A m = column.where(present.minus(mass.reshape(mass.shape().append(1))).exp(), p);
    A value = between(order, DiscreteKl.categorical(m, p).kl(), DiscreteKl.categorical(m, q).kl());
    return orInfinite(exists, value);
  }
}
