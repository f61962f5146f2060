package org.vae4j.models.objective;

import java.util.List;

/**
 * What objectives that match codes to the prior may be set to.
 *
 * @param weight of the divergence, the lambda of each paper
 * @param alpha what InfoVAE takes from the KL
 * @param kernel of the MMD
 * @param directions of the sliced Wasserstein distance
 * @param epsilon of the Sinkhorn divergence, in units of the mean cost
 * @param discriminator widths of the hidden layers of an adversary
 */
public record MatchingSettings(
    double weight,
    double alpha,
    Matching.KernelKind kernel,
    int directions,
    double epsilon,
    List<Integer> discriminator) {
  private static final int ITERATIONS = 20;

  /** Copies the widths. */
  public MatchingSettings {
    discriminator = List.copyOf(discriminator);
  }

  Matching.MeanDiscrepancy discrepancy() {
    return new Matching.MeanDiscrepancy(kernel);
  }

  Matching.Sliced sliced() {
    return new Matching.Sliced(directions);
  }

  Matching.Entropic entropic() {
    return new Matching.Entropic(epsilon, ITERATIONS);
  }
}
