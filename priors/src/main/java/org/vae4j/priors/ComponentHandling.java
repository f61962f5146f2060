package org.vae4j.priors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/**
 * What a mixture prior does with the component c while it is trained. Reported values always use
 * {@link #MARGINAL}.
 *
 * <p>One way is missing by design and refused by its name, {@code prior-weights}: drawing c from
 * the weights pi inside the ELBO, with or without a Gumbel-Softmax. It minimises {@code sum_c pi_c
 * KL(q || p_c)}, a bound by convexity, whose gradient in the mean of component c is {@code pi_c
 * (m_c - E_x m_q(x)) / v_c}. All means end at the same point, all variances likewise, and the
 * mixture is one Gaussian.
 */
public enum ComponentHandling {
  /** The density with c summed out, {@code log p(z)} at a sample of q(z|x): unbiased. */
  MARGINAL,
  /**
   * The closed bound {@code -log sum_c pi_c exp(-KL(q || p_c))}, which has no noise: see {@link
   * GaussianMixturePrior#klBound}.
   */
  BOUND,
  /**
   * {@code sum_c gamma_c KL(q || p_c) + KL(gamma || pi)} with the responsibilities p(c|z) at the
   * draws for gamma, as in VaDE: a bound that is looser than {@link #BOUND}. Source: Jiang et al.
   * (2017), arXiv:1611.05148.
   */
  RESPONSIBILITIES,
  /**
   * A relaxed sample of q(c|x) in place of the sum: see {@link GaussianMixturePrior#trainingKl}.
   */
  GUMBEL_SOFTMAX,
  /** A sample of q(c|x) in place of the sum, with the gradient of a relaxed one. */
  GUMBEL_STRAIGHT_THROUGH;

  private static final String ANTI_EXAMPLE = "prior-weights";

  private static final Map<String, ComponentHandling> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  ComponentHandling::toString, value -> value, (a, b) -> a, LinkedHashMap::new));

  /**
   * The handling of that kebab-case name; throws with a suggestion for any other, and with the
   * reason for the one that is left out.
   */
  public static ComponentHandling parse(String name) {
    if (name.equals(ANTI_EXAMPLE)) {
      throw new IllegalArgumentException(
          "gmm-component must not be prior-weights: drawing the component from the weights minimises"
              + " sum_c pi_c KL(q || p_c), which is least where all components are equal; known: "
              + String.join(", ", BY_NAME.keySet()));
    }
    return Choice.among("gmm-component", name, BY_NAME);
  }

  /** Whether training needs a temperature. */
  public boolean relaxed() {
    return this == GUMBEL_SOFTMAX || this == GUMBEL_STRAIGHT_THROUGH;
  }

  /** The kebab-case name that {@link #parse} reads. */
  @Override
  public String toString() {
    return Choice.kebab(this);
  }
}
