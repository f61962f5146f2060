package org.vae4j.core.divergence.mixture;

import java.util.Optional;
import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;
import org.vae4j.core.Matrices;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.divergence.closed.ClosedKl;
import org.vae4j.core.divergence.closed.FullGaussianKl;

/**
 * The overlap of two densities, the integral of their product, as its natural logarithm: symmetric,
 * and of any sign. Between Gaussians it is the density of one mean under the other Gaussian widened
 * by the covariance of the first, {@code N(mu_q; mu_p, S_q + S_p)}.
 */
public final class Overlap {
  private Overlap() {}

  /** {@code log int q(x) p(x) dx}, {@code [..]}, batched; empty where no closed form is known. */
  public static <A extends Algebra<A>> Optional<A> log(Distribution<A> q, Distribution<A> p) {
    if (ClosedKl.isGaussian(q) && ClosedKl.isGaussian(p)) {
      return Optional.of(gaussian(q, p));
    }
    if (q instanceof Laplace<A> a && p instanceof Laplace<A> b) {
      return Optional.of(laplace(a, b));
    }
    if (q instanceof Exponential<A> a && p instanceof Exponential<A> b) {
      A total = a.rate().plus(b.rate());
      return Optional.of(a.rate().log().plus(b.rate().over(total).log()));
    }
    Optional<A> masses = probabilities(q);
    Optional<A> others = probabilities(p);
    return masses.isPresent() && others.isPresent()
        ? Optional.of(masses.get().times(others.get()).sum(-1).log())
        : Optional.empty();
  }

  /**
   * A bound on {@code E_q[log g]} for any g that p stands for a component of, as an overlap is one:
   * by Jensen's inequality on {@code log int q^(1/v) g}, for a Gaussian q the overlap of p and a q
   * of v times the covariance, plus {@code D/2 (1/v - 1 + log v)}. Empty for other families.
   */
  static <A extends Algebra<A>> Optional<A> widened(
      Distribution<A> q, Distribution<A> p, double v) {
    if (!(ClosedKl.isGaussian(q) && ClosedKl.isGaussian(p))) {
      return Optional.empty();
    }
    double rest = 0.5 * q.dimension() * (1 / v - 1 + Math.log(v));
    return Optional.of(gaussian(widened(q, v), p).plus(rest));
  }

  private static <A extends Algebra<A>> Distribution<A> widened(Distribution<A> d, double v) {
    double growth = Math.sqrt(v);
    if (d instanceof Normal<A> n) {
      return new Normal<>(n.mean(), n.sd().times(growth));
    }
    if (d instanceof Diagonal<A> n) {
      return new Diagonal<>(n.mean(), n.sd().times(growth));
    }
    return Gaussian.ofFactor(d.mean(), ((Gaussian<A>) d).factor().times(growth));
  }

  private static <A extends Algebra<A>> A gaussian(Distribution<A> q, Distribution<A> p) {
    if (q instanceof Normal<A> a && p instanceof Normal<A> b) {
      return elementwise(a.mean().minus(b.mean()), a.sd(), b.sd());
    }
    Distribution<A> a = ClosedKl.diagonal(q);
    Distribution<A> b = ClosedKl.diagonal(p);
    A gap = a.mean().minus(b.mean());
    if (a instanceof Diagonal<A> one && b instanceof Diagonal<A> other) {
      return elementwise(gap, one.sd(), other.sd()).sum(-1);
    }
    A factor = FullGaussianKl.covariance(a).plus(FullGaussianKl.covariance(b)).cholesky();
    A constant = factor.diagonal().log().plus(Constants.HALF_LOG_TWO_PI).sum(-1);
    return Matrices.whiten(factor, gap).square().sum(-1).times(-0.5).minus(constant);
  }

  private static <A extends Algebra<A>> A elementwise(A gap, A sdQ, A sdP) {
    A larger = sdQ.max(sdP);
    A rest = sdQ.over(larger).square().plus(sdP.over(larger).square());
    A square = gap.over(larger).square().over(rest);
    return square.plus(rest.log()).times(-0.5).minus(larger.log().plus(Constants.HALF_LOG_TWO_PI));
  }

  /**
   * With b the larger scale, c the smaller and {@code x = |gap| (1/c - 1/b)}: {@code e^(-|gap|/b)
   * (1 + |gap|/b (1 - e^-x) / x) / (2 (b + c))}.
   */
  private static <A extends Algebra<A>> A laplace(Laplace<A> q, Laplace<A> p) {
    A gap = q.loc().minus(p.loc()).abs();
    A larger = q.scale().max(p.scale());
    A smaller = q.scale().times(p.scale()).over(larger);
    A x = gap.times(q.scale().minus(p.scale()).abs()).over(larger).over(smaller);
    A apart = x.greater(x.number(0));
    A safe = apart.where(x, x.number(1));
    A mean = apart.where(safe.negate().expm1().negate().over(safe), x.number(1));
    A units = gap.over(larger);
    A scale = larger.plus(smaller).times(2).log();
    return units.times(mean).log1p().minus(units).minus(scale);
  }

  private static <A extends Algebra<A>> Optional<A> probabilities(Distribution<A> d) {
    if (d instanceof Bernoulli<A> b) {
      return Optional.of(b.asCategorical().probabilities());
    }
    return d instanceof Categorical<A> c ? Optional.of(c.probabilities()) : Optional.empty();
  }
}
