package org.vae4j.core.divergence.closed;

import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.Matrices;
import org.vae4j.core.Ratio;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;

/**
 * Renyi divergences between Gaussians: {@code a/2 |mu_q - mu_p|^2} as {@code S_a = a S_p + (1 - a)
 * S_q} measures it, and {@code (log det S_a - (1 - a) log det S_q - a log det S_p) / (2 (1 - a))};
 * {@code +inf} where S_a is not positive definite, which is so for some a above 1 only. Gil,
 * Alajaji and Linder (2013), table 2.
 *
 * <p>With {@code e = S_p^-1 S_q - 1} and {@code b = 1 - a} the second part is {@code (log(1 + b e)
 * - b log(1 + e)) / (2 b)}; for small e the linear terms cancel, and are left out. So that the rest
 * does not cancel either, an order below 1/2 is taken from the order 1 - a of p from q.
 */
public final class GaussianRenyi {
  private static final double NEAR = 0.5;

  private GaussianRenyi() {}

  /** Of any finite order above 0 but 1; empty unless both are Gaussian, or both log-normal. */
  public static <A extends Algebra<A>> Optional<A> of(
      double order, Distribution<A> q, Distribution<A> p) {
    if (q instanceof Normal<A> a && p instanceof Normal<A> b) {
      return Optional.of(skew(order, a, b, GaussianRenyi::normal));
    }
    if (q instanceof LogNormal<A> a && p instanceof LogNormal<A> b) {
      return of(order, new Normal<>(a.mu(), a.sigma()), new Normal<>(b.mu(), b.sigma()));
    }
    if (!(ClosedKl.isGaussian(q) && ClosedKl.isGaussian(p))) {
      return Optional.empty();
    }
    Distribution<A> one = ClosedKl.diagonal(q);
    Distribution<A> other = ClosedKl.diagonal(p);
    return one instanceof Diagonal<A> a && other instanceof Diagonal<A> b
        ? Optional.of(skew(order, a, b, GaussianRenyi::diagonal))
        : Optional.of(skew(order, one, other, GaussianRenyi::full));
  }

  private interface Form<A, D> {
    A of(double order, D q, D p);
  }

  /** {@code D_a(q || p) = a/(1 - a) D_(1 - a)(p || q)}. */
  private static <A extends Algebra<A>, D> A skew(double order, D q, D p, Form<A, D> form) {
    return order < 0.5 ? form.of(1 - order, p, q).times(order / (1 - order)) : form.of(order, q, p);
  }

  private static <A extends Algebra<A>> A normal(double order, Normal<A> q, Normal<A> p) {
    return elementwise(order, q.mean().minus(p.mean()), q.sd(), p.sd());
  }

  private static <A extends Algebra<A>> A diagonal(double order, Diagonal<A> q, Diagonal<A> p) {
    return elementwise(order, q.mean().minus(p.mean()), q.sd(), p.sd()).sum(-1);
  }

  private static <A extends Algebra<A>> A elementwise(double order, A gap, A sdQ, A sdP) {
    double rest = 1 - order;
    A delta = sdQ.minus(sdP).over(sdP);
    A excess = delta.times(delta.plus(2));
    A scale = excess.times(rest).plus(1);
    A exists = scale.greater(scale.number(0));
    A near = excess.number(NEAR).greater(excess.abs()).times(exists);
    A small = near.where(excess, excess.number(0));
    A close = small.times(rest).log1pmx().minus(small.log1pmx().times(rest));
    A large = exists.where(excess, excess.number(0)).times(rest).log1p();
    A apart = large.minus(sdQ.over(sdP).log().times(2 * rest));
    A spread = near.where(close, apart).over(2 * rest);
    A shift = gap.over(sdP).square().over(exists.where(scale, scale.number(1)));
    return orInfinite(exists, shift.times(order / 2).plus(spread));
  }

  private static <A extends Algebra<A>> A full(double order, Distribution<A> q, Distribution<A> p) {
    double rest = 1 - order;
    A factorQ = FullGaussianKl.factor(q);
    A factorP = FullGaussianKl.factor(p);
    A excess = excess(q, p, factorQ, factorP);
    A root = excess.times(rest).cholesky1p();
    A near = excess.number(NEAR).greater(excess.abs().max(-2, -1));
    A mask = near.reshape(near.shape().append(1, 1));
    A rootQ = mask.where(excess, excess.number(0)).cholesky1p();
    A close = remainder(root).minus(remainder(rootQ).times(rest));
    A logs = factorQ.diagonal().over(factorP.diagonal()).log().sum(-1);
    A apart = root.diagonal().log1p().sum(-1).minus(logs.times(rest)).times(2);
    A spread = near.where(close, apart).over(2 * rest);
    A gap = Matrices.whiten(factorP, q.mean().minus(p.mean()));
    A shift = Matrices.whiten(root.plus(eye(root)), gap).square().sum(-1);
    A value = shift.times(order / 2).plus(spread);
    return orInfinite(value.greater(value.number(Double.NEGATIVE_INFINITY)), value);
  }

  /** {@code L_p^-1 (S_q - S_p) L_p^-T}. */
  private static <A extends Algebra<A>> A excess(
      Distribution<A> q, Distribution<A> p, A factorQ, A factorP) {
    if (FullGaussianKl.isFromFactor(q) || FullGaussianKl.isFromFactor(p)) {
      A error = Matrices.solveLower(factorP, factorQ.minus(factorP).tril());
      return error.plus(error.transpose()).plus(error.matmul(error, false, true));
    }
    A half = Matrices.solveLower(factorP, FullGaussianKl.gap(q, p));
    return Matrices.solveLower(factorP, half.transpose());
  }

  /** {@code log det (I + E)(I + E)^T} less the trace of {@code (I + E)(I + E)^T - I}. */
  private static <A extends Algebra<A>> A remainder(A error) {
    A logs = error.diagonal().log1pmx().sum(-1).times(2);
    return logs.minus(error.square().sum(-2, -1));
  }

  private static <A extends Algebra<A>> A eye(A like) {
    int d = like.shape().dim(-1);
    double[] ones = new double[d * d];
    for (int i = 0; i < d; i++) {
      ones[i * d + i] = 1;
    }
    return like.constant(Shape.of(d, d), ones);
  }

  private static <A extends Algebra<A>> A orInfinite(A exists, A value) {
    return exists.where(value, value.number(Double.POSITIVE_INFINITY));
  }

  /**
   * Of infinite order, {@code log sup q/p}, where covariances are diagonal: {@code log(sd_p/sd_q) +
   * gap^2 / (2 (sd_p^2 - sd_q^2))} along each axis, {@code +inf} unless p is the wider one or the
   * same. Empty for full covariances.
   */
  public static <A extends Algebra<A>> Optional<A> worst(Distribution<A> q, Distribution<A> p) {
    if (q instanceof Normal<A> a && p instanceof Normal<A> b) {
      return Optional.of(worst(a.mean().minus(b.mean()), a.sd(), b.sd()));
    }
    if (q instanceof LogNormal<A> a && p instanceof LogNormal<A> b) {
      return Optional.of(worst(a.mu().minus(b.mu()), a.sigma(), b.sigma()));
    }
    return ClosedKl.isGaussian(q)
            && ClosedKl.isGaussian(p)
            && ClosedKl.diagonal(q) instanceof Diagonal<A> a
            && ClosedKl.diagonal(p) instanceof Diagonal<A> b
        ? Optional.of(worst(a.mean().minus(b.mean()), a.sd(), b.sd()).sum(-1))
        : Optional.empty();
  }

  private static <A extends Algebra<A>> A worst(A gap, A sdQ, A sdP) {
    A zero = gap.number(0);
    A wider = sdP.greater(sdQ);
    A apart = gap.abs().greater(zero).max(sdQ.greater(sdP));
    A room = wider.where(sdP.minus(sdQ).times(sdP.plus(sdQ)), zero.plus(1));
    A log = new Ratio<>(sdQ.minus(sdP).over(sdP), sdQ.over(sdP).log()).minusLog();
    A inside = gap.square().over(room).times(0.5).plus(log);
    A outside = apart.where(zero.number(Double.POSITIVE_INFINITY), zero);
    return wider.where(inside, outside);
  }
}
