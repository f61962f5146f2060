package org.vae4j.priors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/**
 * What a mixture prior does with the component c while it is trained. Reported values always use
 * {@link #MARGINAL}.
 *
 * <p>One way is missing by design: drawing c from the weights pi inside the ELBO, with or without a
 * Gumbel-Softmax. It minimises {@code sum_c pi_c KL(q || p_c)}, a bound by convexity, whose
 * gradient in the mean of component c is {@code pi_c (m_c - E_x m_q(x)) / v_c}. All means end at
 * the same point, all variances likewise, and the mixture is one Gaussian.
 */
public enum ComponentHandling {
  /** The density with c summed out, {@code log p(z)} at a sample of q(z|x): unbiased. */
  MARGINAL,
  /**
   * A relaxed sample of q(c|x) in place of the sum: see {@link GaussianMixturePrior#trainingKl}.
   */
  GUMBEL_SOFTMAX;

  private static final Map<String, ComponentHandling> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  ComponentHandling::toString, value -> value, (a, b) -> a, LinkedHashMap::new));

  /** The handling of that kebab-case name; throws with a suggestion for any other. */
  public static ComponentHandling parse(String name) {
    return Choice.among("gmm-component", name, BY_NAME);
  }

  /** The kebab-case name that {@link #parse} reads. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
