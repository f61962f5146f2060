package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.GaussLegendre;
import org.vae4j.core.Ratio;
import org.vae4j.core.Special;

/**
 * How far a distribution is from normal: its KL from the normal distribution of its own mean and
 * variance, {@code log(2 pi e variance)/2 - entropy}, in nats (Comon 1994). It does not change with
 * location and scale.
 *
 * <p>Entropies are written with Binet's function in place of log Gamma. What grows then cancels on
 * paper, so that the small negentropy of a large shape is as exact as a large one.
 */
final class Negentropy {
  /** Of a uniform distribution: {@code log(pi e / 6) / 2}. */
  static final double UNIFORM = 0.5 * (1 + Math.log(Math.PI / 6));

  /** Of a Laplace distribution: {@code (log(pi) - 1) / 2}. */
  static final double LAPLACE = 0.5 * (Math.log(Math.PI) - 1);

  private static final double HALF_LOG_2PI_E = 1.4189385332046727418;

  private Negentropy() {}

  /** Binet's function or a derivative. */
  static <A extends Algebra<A>> A binet(A x, int order) {
    return x.special(Special.BINET, order);
  }

  /** {@code 1 - k/x} for x above k, as a ratio that is exact at both ends. */
  static <A extends Algebra<A>> Ratio<A> less(A x, double k) {
    return new Ratio<>(x.reciprocal().times(-k), x.minus(k).over(x).log());
  }

  /** Of a gamma distribution: about {@code 1/(3 shape)}. */
  static <A extends Algebra<A>> A gamma(A shape) {
    A slope = shape.minus(1).times(binet(shape, 1));
    return shape.reciprocal().times(0.5).minus(binet(shape, 0)).plus(slope);
  }

  /** Of the logarithm of a gamma distribution: about {@code 1/(12 shape)}. */
  static <A extends Algebra<A>> A logGamma(A shape) {
    A excess = shape.reciprocal().times(0.5).plus(shape.times(binet(shape, 2)));
    return excess.log1p().times(0.5).minus(binet(shape, 0)).plus(shape.times(binet(shape, 1)));
  }

  /** Of an inverse gamma distribution of shape above 2: about {@code 4/(3 shape)}. */
  static <A extends Algebra<A>> A inverseGamma(A shape) {
    A moments = less(shape, 2).minusLog().times(0.5).plus(less(shape, 1).minusLog());
    A slope = shape.plus(1).times(binet(shape, 1));
    return moments.minus(shape.reciprocal().times(0.5)).minus(binet(shape, 0)).plus(slope);
  }

  /** Of a log-normal distribution. */
  static <A extends Algebra<A>> A logNormal(A sigma) {
    A variance = sigma.square();
    return variance.times(0.75).plus(variance.special(Special.LOG_SINHC, 0).times(0.5));
  }

  /** Of a beta distribution. */
  static <A extends Algebra<A>> A beta(A a, A b) {
    A total = a.plus(b);
    A inverse = total.reciprocal();
    A leading = a.reciprocal().plus(b.reciprocal()).times(0.5).minus(inverse);
    A slopes =
        a.minus(1)
            .times(binet(a, 1))
            .plus(b.minus(1).times(binet(b, 1)))
            .minus(total.minus(2).times(binet(total, 1)));
    return leading.minus(inverse.log1p().times(0.5)).plus(slopes).minus(binet(a, b));
  }

  /** Binet's function of both less that of the sum: what is left of {@code log B(a, b)}. */
  static <A extends Algebra<A>> A binet(A a, A b) {
    return binet(a, 0).plus(binet(b, 0)).minus(binet(a.plus(b), 0));
  }

  /** Of a uniform distribution on an interval of length 1, tilted by {@code e^(h x)}. */
  static <A extends Algebra<A>> A tilted(A h) {
    A variance = h.special(Special.LOG_SINHC, 2);
    A slope = h.times(h.special(Special.LOG_SINHC, 1));
    return variance
        .log()
        .times(0.5)
        .plus(HALF_LOG_2PI_E)
        .plus(slope.minus(h.special(Special.LOG_SINHC, 0)));
  }

  /**
   * Of a Student distribution with df above 2: about {@code 3/(4 df^2)}. With {@code n = df/2}, the
   * difference {@code m(n + 1/2) - m(n) - (n + 1/2) (m'(n + 1/2) - m'(n))} of Binet's function m is
   * the integral of {@code m' - (n + 1/2) m''}, all of one sign.
   */
  static <A extends Algebra<A>> A studentT(A df) {
    A n = df.times(0.5);
    A variance = less(n, 1).excess();
    A peak = n.reciprocal().times(0.5).log1pmx().negate();
    A column = n.reshape(n.shape().append(1));
    A mean =
        GaussLegendre.integrate(
            n,
            u -> {
              A x = column.plus(u.times(0.5));
              return binet(x, 1).minus(column.plus(0.5).times(binet(x, 2)));
            });
    return variance.plus(peak).plus(mean).times(0.5);
  }
}
