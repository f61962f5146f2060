package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.GaussLegendre;
import org.vae4j.core.Special;

/**
 * The Bregman divergence {@code f(y) - f(x) - (y - x) f'(x)} of a convex function: what the KL of
 * an exponential family is made of, from its log-partition function f (Banerjee et al. 2005, thm.
 * 4).
 *
 * <p>Where y is near x the three terms cancel, so there it is the integral {@code (y - x)^2 int_0^1
 * (1 - t) f''(x + t (y - x)) dt}, all of one sign, by 24 Gauss-Legendre points. Their error is
 * below 1e-20 wherever f is analytic within twice the interval: {@code near} must say where.
 */
final class Bregman {
  private Bregman() {}

  /** The divergence of Stirling's remainder between positive numbers, given {@code y - x}. */
  static <A extends Algebra<A>> A stirling(A y, A x, A difference) {
    return of(Special.STIRLING, y, x, difference, within4(y, x));
  }

  /** The divergence of Binet's function between positive numbers, given {@code y - x}. */
  static <A extends Algebra<A>> A binet(A y, A x, A difference) {
    return of(Special.BINET, y, x, difference, within4(y, x));
  }

  private static <A extends Algebra<A>> A within4(A y, A x) {
    return x.times(4).greater(y).times(y.times(4).greater(x));
  }

  /** The divergence of {@code log I0}, for arguments that are not negative. */
  static <A extends Algebra<A>> A bessel(A y, A x) {
    A difference = y.minus(x);
    A near = within4(y, x).max(x.number(2).greater(difference.abs()));
    return of(Special.SCALED_LOG_BESSEL, y, x, difference, near);
  }

  /**
   * The divergence of {@code log(sinh(x/2) / (x/2))}, given {@code y - x} to full accuracy. Far
   * from 0 on one side, where f is {@code |x|/2 - log |x|} but for an exponentially small rest, it
   * is that of {@code -log}.
   */
  static <A extends Algebra<A>> A sinhc(A y, A x, A difference) {
    A near = x.number(4).greater(difference.abs());
    A far = x.times(y).greater(x.number(0)).times(x.abs().greater(x.number(45)));
    A tail = far.times(y.abs().greater(y.number(45)));
    A ones = x.number(1);
    A divisor = tail.where(x, ones);
    A ratio = tail.where(difference.over(divisor), ones.times(0));
    A excess = ratio.minus(tail.where(y.over(divisor), ones).log());
    A precise = x.number(0.5).greater(ratio.abs()).where(ratio.log1pmx().negate(), excess);
    return tail.where(precise, of(Special.LOG_SINHC, y, x, difference, near));
  }

  private static <A extends Algebra<A>> A of(Special f, A y, A x, A difference, A near) {
    A apart = near.where(difference.number(0), difference);
    A direct = y.special(f, 0).minus(x.special(f, 0)).minus(apart.times(x.special(f, 1)));
    return near.where(integral(f, x, near.where(difference, difference.number(0))), direct);
  }

  private static <A extends Algebra<A>> A integral(Special f, A x, A difference) {
    A start = x.reshape(x.shape().append(1));
    A step = difference.reshape(difference.shape().append(1));
    A mean =
        GaussLegendre.integrate(
            x, t -> start.plus(step.times(t)).special(f, 2).times(t.negate().plus(1)));
    return difference.square().times(mean);
  }
}
