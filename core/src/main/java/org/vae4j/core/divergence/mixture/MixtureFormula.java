package org.vae4j.core.divergence.mixture;

import org.vae4j.core.Choice;

/**
 * The closed formulas for a divergence of mixtures {@code f = sum pi_a f_a} from {@code g = sum w_b
 * g_b}, and on which side of it each lies. H is the entropy of a component, t an overlap.
 */
public enum MixtureFormula {
  /**
   * {@code sum_a pi_a [log sum_a' pi_a' e^-KL(f_a || f_a') - H_a - log sum_b w_b t_ab]}, by
   * Jensen's inequality on both logarithms; for one component {@code -H - log sum_b w_b t_b}.
   * Durrieu, Thiran and Kelly (2012), lower bound.
   */
  JENSEN_PRODUCT(Side.LOWER),

  /**
   * {@link #JENSEN_PRODUCT} with {@code log sum_b w_b t_ab} replaced by its least value over seven
   * widths v, where f_a has v times its covariance and {@code D/2 (1/v - 1 + log v)} is added: each
   * is Jensen's inequality too, on {@code int f_a^(1/v) g}. Never below it; between Gaussians far
   * apart it approaches the divergence, of which the other is half. Gaussian components only.
   */
  WIDENED_PRODUCT(Side.LOWER),

  /** {@code sum_ab pi_a w_b KL(f_a || g_b)}: the divergence is convex. Cover and Thomas (2006). */
  CONVEXITY(Side.UPPER),

  /**
   * The least {@code KL(phi || psi) + sum_ab phi_ab KL(f_a || g_b)} over joint weights phi and psi
   * with the marginals pi and w; for one component {@code -log sum_b w_b e^-KL(f || g_b)}. Hershey
   * and Olsen (2007), the variational upper bound. No worse than {@link #CONVEXITY}.
   */
  VARIATIONAL_UPPER(Side.UPPER),

  /**
   * {@code sum_a pi_a [log sum_a' pi_a' t_aa' + H_a - log sum_b w_b e^-KL(f_a || g_b)]}. Durrieu,
   * Thiran and Kelly (2012), upper bound.
   */
  JENSEN_UPPER(Side.UPPER),

  /**
   * {@code sum_a pi_a log(sum_a' pi_a' BC(f_a, f_a') / sum_b w_b e^-KL(f_a || g_b))}, BC being the
   * Bhattacharyya coefficient, by which Kolchinsky and Tracey (2017) bound the entropy of a mixture
   * from below. Exact for components far apart, and between single components.
   */
  BHATTACHARYYA_UPPER(Side.UPPER),

  /**
   * {@code sum_a pi_a log(sum_a' pi_a' e^-KL(f_a || f_a') / sum_b w_b e^-KL(f_a || g_b))}: a
   * difference of two bounds, so no bound; it may be negative. Exact between single components, 0
   * for f = g. Hershey and Olsen (2007), the variational approximation.
   */
  HERSHEY_OLSEN(Side.NEITHER),

  /**
   * {@code sum_a pi_a log(sum_a' pi_a' t_aa' / sum_b w_b t_ab)}: no bound. Hershey and Olsen
   * (2007), the product approximation.
   */
  PRODUCT(Side.NEITHER);

  /** Where a value lies. */
  public enum Side {
    /** At most the divergence. */
    LOWER,
    /** At least the divergence. */
    UPPER,
    /** An approximation that may lie on either side. */
    NEITHER
  }

  private final Side side;

  MixtureFormula(Side side) {
    this.side = side;
  }

  /** Which kind of bound it is, if any. */
  public Side side() {
    return side;
  }

  /** The name in results and on the command line, such as {@code hershey-olsen}. */
  public String text() {
    return Choice.kebab(this);
  }
}
