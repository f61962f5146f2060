package org.vae4j.core.distribution;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;
import org.vae4j.core.Special;

/**
 * Student's t distribution, density proportional to {@code (1 + ((x - loc)/scale)^2 / df)^(-(df +
 * 1)/2)}.
 *
 * @param df degrees of freedom, positive
 * @param loc the median
 * @param scale positive; the standard deviation is larger, or infinite
 * @param <A> the kind of array
 */
public record StudentT<A extends Algebra<A>>(A df, A loc, A scale) implements Distribution<A> {
  /** Throws {@code IllegalArgumentException} on a known parameter outside its domain. */
  public StudentT {
    Check.positive("student-t", "df", df);
    Check.finite("student-t", "loc", loc);
    Check.positive("student-t", "scale", scale);
  }

  @Override
  public String family() {
    return "student-t";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("df", df, "loc", loc, "scale", scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /**
   * {@code log(Gamma((df + 1)/2) / (Gamma(df/2) sqrt(df/2)))}, about {@code -1/(4 df)}: with the
   * leading terms of Stirling's formula taken out, nothing large cancels.
   */
  A logPeak() {
    A half = df.times(0.5);
    A growth = half.reciprocal().times(0.5);
    A leading = half.times(growth.log1pmx()).plus(growth.log1p().times(0.5));
    A more = half.plus(0.5).special(Special.STIRLING, 0);
    return leading.plus(more.minus(half.special(Special.STIRLING, 0)));
  }

  private A constant() {
    return logPeak().minus(Constants.HALF_LOG_TWO_PI).minus(scale.log());
  }

  @Override
  public A logDensity(Point<A> x) {
    A z = x.from(loc).over(scale);
    A far = z.abs().greater(z.number(1e100));
    A near = far.where(z.number(0), z).square().over(df).log1p();
    A distance = x.logDistance(loc).minus(scale.log());
    A log = far.where(distance.times(2).minus(df.log()), near);
    return constant().minus(df.plus(1).times(0.5).times(log));
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    A all = df.plus(loc.times(0)).plus(scale.times(0));
    A logChi = Draws.each(all, count, nu -> Draws.logGamma(nu / 2, stream) - Math.log(nu / 2));
    A noise = Draws.normals(loc, logChi.shape(), stream).times(logChi.times(-0.5).exp());
    return Point.near(Point.Chart.IDENTITY, loc, scale.times(noise));
  }

  @Override
  public A mean() {
    A exists = df.greater(df.number(1));
    return exists.where(loc, loc.number(Double.NaN));
  }

  @Override
  public A variance() {
    A finite = scale.square().times(df.over(df.minus(2)));
    return df.greater(df.number(2)).where(finite, df.number(Double.POSITIVE_INFINITY));
  }

  @Override
  public Optional<A> entropy() {
    A half = df.times(0.5);
    A growth = half.reciprocal().times(0.5).log1p();
    A slopes = half.plus(0.5).special(Special.STIRLING, 1).minus(half.special(Special.STIRLING, 1));
    A meanLog = growth.plus(slopes);
    return Optional.of(half.plus(0.5).times(meanLog).minus(constant()));
  }
}
