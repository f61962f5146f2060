package org.vae4j.core.divergence.line;

import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.distribution.StudentT;

/**
 * {@code log p(x) - log q(x)} within a family, from the difference of the parameters.
 *
 * <p>Normalising constants are only as good as their rounding. That is enough: a constant c in the
 * ratio u changes the integral of {@code q (e^u - 1 - u)} by {@code c^2 / 2} and by c times the
 * mean of u, which is of the order of the divergence itself.
 */
interface FamilyRatio {
  /** The ratio at {@code x}. */
  Doubles at(Point<Doubles> x);

  /** Empty for families whose ratio is no better than the difference of the log densities. */
  static Optional<FamilyRatio> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    if (q instanceof Normal<Doubles> a && p instanceof Normal<Doubles> b) {
      Shift shift = new Shift(a.mean(), a.sd(), b.mean(), b.sd());
      return Optional.of(x -> normal(x.from(a.mean()).over(a.sd()), shift));
    }
    if (q instanceof LogNormal<Doubles> a && p instanceof LogNormal<Doubles> b) {
      Shift shift = new Shift(a.mu(), a.sigma(), b.mu(), b.sigma());
      return Optional.of(x -> normal(x.logFrom(a.mu()).over(a.sigma()), shift));
    }
    if (q instanceof Laplace<Doubles> a && p instanceof Laplace<Doubles> b) {
      Shift shift = new Shift(a.loc(), a.scale(), b.loc(), b.scale());
      return Optional.of(x -> laplace(x.from(a.loc()).over(a.scale()), shift));
    }
    if (q instanceof StudentT<Doubles> a && p instanceof StudentT<Doubles> b) {
      StudentRatio ratio = new StudentRatio(a, b);
      return optional(ratio.isNear(), ratio);
    }
    if (GammaRatio.gamma(q) instanceof Gamma<Doubles> a
        && GammaRatio.gamma(p) instanceof Gamma<Doubles> b) {
      GammaRatio ratio = GammaRatio.of(a.shape(), a.rate(), b.shape(), b.rate());
      return optional(ratio.isNear(), x -> ratio.at(x.over(a.mean())));
    }
    if (q instanceof InverseGamma<Doubles> a && p instanceof InverseGamma<Doubles> b) {
      GammaRatio ratio = GammaRatio.of(a.shape(), a.scale(), b.shape(), b.scale());
      return optional(ratio.isNear(), x -> ratio.at(x.under(a.scale().over(a.shape()))));
    }
    if (q instanceof Beta<Doubles> a && p instanceof Beta<Doubles> b) {
      return GammaRatio.beta(a, b);
    }
    if (q instanceof Poisson<Doubles> a && p instanceof Poisson<Doubles> b) {
      return poisson(a.rate().scalar(), b.rate().scalar());
    }
    return Optional.empty();
  }

  private static Optional<FamilyRatio> optional(boolean isBetter, FamilyRatio ratio) {
    return isBetter ? Optional.of(ratio) : Optional.empty();
  }

  /** What takes a coordinate {@code z = (x - locQ) / scaleQ} to {@code (x - locP) / scaleP}. */
  record Shift(Doubles locationQ, Doubles scaleQ, Doubles locationP, Doubles scaleP) {
    /** How much the coordinate grows. */
    Doubles growth(Doubles z) {
      Doubles stretch = z.times(scaleQ.minus(scaleP));
      return locationQ.minus(locationP).plus(stretch).over(scaleP);
    }

    /** Whether the scales are within a factor of two. */
    boolean isNear() {
      return Math.abs(scaleQ.minus(scaleP).scalar()) < 0.5 * scaleP.scalar();
    }

    /** {@code log(scaleQ / scaleP)}. */
    double logScales() {
      double growth = scaleQ.minus(scaleP).over(scaleP).scalar();
      return Math.abs(growth) < 0.5
          ? Math.log1p(growth)
          : Math.log(scaleQ.scalar()) - Math.log(scaleP.scalar());
    }
  }

  private static Doubles normal(Doubles z, Shift shift) {
    Doubles growth = shift.growth(z);
    return growth.times(z.plus(growth.times(0.5))).negate().plus(shift.logScales());
  }

  private static Doubles laplace(Doubles z, Shift shift) {
    Doubles growth = shift.growth(z);
    Doubles moved = z.plus(growth);
    Doubles sameSide = z.times(moved).greater(z.number(0));
    Doubles sign = z.greater(z.number(0)).times(2).minus(1);
    Doubles rise = sameSide.where(growth.times(sign), moved.abs().minus(z.abs()));
    return rise.negate().plus(shift.logScales());
  }

  private static Optional<FamilyRatio> poisson(double q, double p) {
    if (!(q > 0 && p > 0)) {
      return Optional.empty();
    }
    Doubles growth = Doubles.scalar((p - q) / q);
    if (Math.abs(growth.scalar()) > 0.5) {
      double log = Math.log(p) - Math.log(q);
      return Optional.of(k -> k.x().times(log).minus(p - q));
    }
    double peak = q * growth.log1pmx().scalar();
    double slope = growth.log1p().scalar();
    return Optional.of(k -> k.x().minus(q).times(slope).plus(peak));
  }
}
