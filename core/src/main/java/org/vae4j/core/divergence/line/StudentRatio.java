package org.vae4j.core.divergence.line;

import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.distribution.StudentT;

/** The log ratio of Student's t distributions, of any degrees of freedom. */
final class StudentRatio implements FamilyRatio {
  private static final double FAR = 1e100;

  private final StudentT<Doubles> q;
  private final StudentT<Doubles> p;
  private final Shift shift;
  private final Doubles constant;

  StudentRatio(StudentT<Doubles> q, StudentT<Doubles> p) {
    this.q = q;
    this.p = p;
    this.shift = new Shift(q.loc(), q.scale(), p.loc(), p.scale());
    this.constant = p.logDensity(p.loc()).minus(q.logDensity(q.loc()));
  }

  /** Whether powers and scales are close: else their difference is no smaller than themselves. */
  boolean isNear() {
    double gap = Math.abs(q.df().scalar() - p.df().scalar());
    return gap < 0.5 * p.df().scalar() && shift.isNear();
  }

  /** With {@code a = z^2 / df} of either, {@code log1p(a_p) - log1p(a_q)} by its difference. */
  @Override
  public Doubles at(Point<Doubles> x) {
    Doubles z = x.from(q.loc()).over(q.scale());
    Doubles growth = shift.growth(z);
    Doubles square = z.square();
    Doubles gap = q.df().minus(p.df());
    Doubles rise =
        growth.times(z.times(2).plus(growth)).plus(square.times(gap).over(q.df())).over(p.df());
    Doubles base = square.over(q.df());
    Doubles relative = rise.over(base.plus(1));
    Doubles small = relative.number(0.5).greater(relative.abs());
    Doubles apart = z.plus(growth).square().over(p.df()).log1p().minus(base.log1p());
    Doubles logs = small.where(small.where(relative, relative.times(0)).log1p(), apart);
    Doubles power = logs.times(p.df().plus(1)).minus(base.log1p().times(gap));
    Doubles near = constant.minus(power.times(0.5));
    Doubles isFar = z.abs().max(growth.abs()).greater(z.number(FAR));
    return isFar.where(p.logDensity(x).minus(q.logDensity(x)), near);
  }
}
