package org.vae4j.core.distribution;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;

/**
 * Where a density is evaluated: numbers x held by a coordinate in which they keep their digits.
 * Next to a mean of a million, a draw with deviation 1e-8 is held as {@code base + offset}; a draw
 * of a gamma distribution of small shape, as its logarithm; of a beta distribution, as its logit.
 *
 * @param <A> the kind of array
 */
public final class Point<A extends Algebra<A>> {
  /** What the coordinate of a point is. */
  public enum Chart {
    /** The number itself. */
    IDENTITY,
    /** The logarithm of a positive number. */
    LOG,
    /** The logit of a number between 0 and 1. */
    LOGIT
  }

  private final Chart chart;
  private final A base;
  private final A offset;

  private Point(Chart chart, A base, A offset) {
    this.chart = chart;
    this.base = base;
    this.offset = offset;
  }

  /** The numbers as they are. */
  public static <A extends Algebra<A>> Point<A> of(A x) {
    return new Point<>(Chart.IDENTITY, x, null);
  }

  /** The number whose coordinate in {@code chart} is {@code base + offset}. */
  public static <A extends Algebra<A>> Point<A> near(Chart chart, A base, A offset) {
    return new Point<>(chart, base, offset);
  }

  /** Positive numbers by their logarithms. */
  public static <A extends Algebra<A>> Point<A> ofLog(A log) {
    return new Point<>(Chart.LOG, log, null);
  }

  /** Numbers between 0 and 1 by their logits. */
  public static <A extends Algebra<A>> Point<A> ofLogit(A logit) {
    return new Point<>(Chart.LOGIT, logit, null);
  }

  /** The coordinate, rounded to one number. */
  public A coordinate() {
    return offset == null ? base : base.plus(offset);
  }

  /** The numbers, rounded. */
  public A x() {
    return switch (chart) {
      case IDENTITY -> coordinate();
      case LOG -> coordinate().exp();
      case LOGIT -> coordinate().sigmoid();
    };
  }

  /** {@code x - location}. */
  public A from(A location) {
    return switch (chart) {
      case IDENTITY -> coordinateFrom(location);
      case LOG -> stepped(t -> t.exp().minus(location), step -> base.exp().times(step.expm1()));
      case LOGIT ->
          stepped(
              t -> sigmoidFrom(t, location),
              step -> {
                A growth = base.sigmoid().times(step.expm1());
                return base.negate().sigmoid().times(growth).over(growth.plus(1));
              });
    };
  }

  /** Next to 1 as {@code 1 - location} less {@code 1 - x}, both exact. */
  private static <A extends Algebra<A>> A sigmoidFrom(A t, A location) {
    A high = location.negate().plus(1).minus(t.negate().sigmoid());
    return t.greater(t.number(0)).where(high, t.sigmoid().minus(location));
  }

  /** {@code f} of the coordinate, of a small step by the rise from f of the base. */
  private A stepped(UnaryOperator<A> f, UnaryOperator<A> rise) {
    if (offset == null) {
      return f.apply(base);
    }
    A isSmall = offset.number(0.5).greater(offset.abs());
    A step = isSmall.where(offset, offset.times(0));
    return isSmall.where(f.apply(base).plus(rise.apply(step)), f.apply(coordinate()));
  }

  /** {@code log x}. */
  public A log() {
    return switch (chart) {
      case IDENTITY -> coordinate().log();
      case LOG -> coordinate();
      case LOGIT -> coordinate().negate().softplus().negate();
    };
  }

  /** {@code log x - location}. */
  public A logFrom(A location) {
    return switch (chart) {
      case IDENTITY -> offset == null ? log().minus(location) : logOfSum(location);
      case LOG -> coordinateFrom(location);
      case LOGIT ->
          stepped(
              t -> t.negate().softplus().negate().minus(location),
              step -> base.negate().sigmoid().times(step.negate().expm1()).log1p().negate());
    };
  }

  /** {@code log(base + offset) - location}, of an offset that is small beside the base. */
  private A logOfSum(A location) {
    A isSmall = base.times(0.5).greater(offset.abs());
    A start = isSmall.where(base, base.number(1));
    A step = isSmall.where(offset, offset.times(0));
    A near = start.log().minus(location).plus(step.over(start).log1p());
    return isSmall.where(near, log().minus(location));
  }

  /**
   * {@code log |x - location|}, of numbers too large for a float64 as well, if their logarithm is
   * known.
   */
  A logDistance(A location) {
    A distance = from(location).abs();
    if (chart != Chart.LOG) {
      return distance.log();
    }
    A isHuge = coordinate().greater(base.number(600));
    return isHuge.where(coordinate(), isHuge.where(base.number(1), distance).log());
  }

  /** The chart of the coordinate. */
  public Chart chart() {
    return chart;
  }

  /** The logarithm of the derivative of x by the coordinate. */
  public A logSlope() {
    return switch (chart) {
      case IDENTITY -> coordinate().times(0);
      case LOG -> coordinate();
      case LOGIT -> log().plus(logComplement());
    };
  }

  /** {@code log(1 - x)}. */
  public A logComplement() {
    return switch (chart) {
      case IDENTITY -> coordinate().negate().log1p();
      case LOG -> coordinate().expm1().negate().log();
      case LOGIT -> coordinate().softplus().negate();
    };
  }

  /** The ratio of x to a positive {@code unit}. */
  public Ratio<A> over(A unit) {
    if (chart == Chart.IDENTITY) {
      return new Ratio<>(from(unit).over(unit), log().minus(unit.log()));
    }
    A log = logFrom(unit.log());
    return new Ratio<>(log.expm1(), log);
  }

  /** The ratio of a positive {@code unit} to x. */
  public Ratio<A> under(A unit) {
    if (chart == Chart.IDENTITY) {
      return new Ratio<>(from(unit).negate().over(x()), unit.log().minus(log()));
    }
    A log = logFrom(unit.log()).negate();
    return new Ratio<>(log.expm1(), log);
  }

  /** {@code 1 - x}. */
  public Point<A> complement() {
    return switch (chart) {
      case LOGIT -> new Point<>(chart, base.negate(), offset == null ? null : offset.negate());
      case IDENTITY, LOG -> of(x().negate().plus(1));
    };
  }

  /** {@code f} of points above 0; {@code -inf} of others. */
  A ifPositive(Function<Point<A>, A> f) {
    if (chart != Chart.IDENTITY) {
      return f.apply(this);
    }
    A x = coordinate();
    return inside(x.greater(x.number(0)), 1, f);
  }

  /** {@code f} of points between 0 and 1; {@code -inf} of others. */
  A ifInUnit(Function<Point<A>, A> f) {
    if (chart == Chart.LOGIT) {
      return f.apply(this);
    }
    A at = coordinate();
    A zero = at.number(0);
    return chart == Chart.LOG
        ? inside(zero.greater(at), -1, f)
        : inside(at.greater(zero).times(at.number(1).greater(at)), 0.5, f);
  }

  /** Elsewhere f is taken of a coordinate within, so that no NaN comes of it. */
  private A inside(A isInside, double within, Function<Point<A>, A> f) {
    A start = isInside.where(base, base.number(within));
    A step = offset == null ? null : isInside.where(offset, base.number(0));
    Point<A> point = new Point<>(chart, start, step);
    return isInside.where(f.apply(point), base.number(Double.NEGATIVE_INFINITY));
  }

  private A coordinateFrom(A origin) {
    return offset == null ? base.minus(origin) : base.minus(origin).plus(offset);
  }
}
