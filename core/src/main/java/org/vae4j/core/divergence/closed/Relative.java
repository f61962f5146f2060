package org.vae4j.core.divergence.closed;

import org.vae4j.core.Algebra;
import org.vae4j.core.Ratio;

/** Csiszar's I-divergence of numbers that are not negative: one entry of a discrete KL. */
public final class Relative {
  private Relative() {}

  /**
   * {@code q log(q / p) - q + p}, at least 0, given {@code p - q} to full accuracy: p at q = 0, and
   * {@code +inf} at p = 0 &lt; q. It is q times the excess of the ratio p/q, or, far above q, the
   * three terms as they stand.
   */
  public static <A extends Algebra<A>> A of(A q, A p, A difference) {
    A present = q.greater(q.number(0));
    A mass = present.where(q, q.number(1));
    A log = present.where(p, p.number(1)).log().minus(mass.log());
    A above = difference.greater(mass.times(3));
    A delta = above.where(difference.number(0), difference).over(mass);
    A near = mass.times(new Ratio<>(delta, log).excess());
    A far = difference.minus(mass.times(log));
    return present.where(above.where(far, near), p);
  }
}
