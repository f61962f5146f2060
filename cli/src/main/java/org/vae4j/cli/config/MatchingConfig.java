package org.vae4j.cli.config;

import java.util.List;
import org.vae4j.models.objective.Matching;
import org.vae4j.models.objective.MatchingSettings;

/** How the codes of all examples together are made to look like draws of the prior. */
public record MatchingConfig(
    @Setting(
            label = "W",
            fallback = "10",
            help = "weight of what wae-mmd, sliced-wasserstein, sinkhorn, aae, info-vae match by")
        double matchingWeight,
    @Setting(label = "A", fallback = "0.5", help = "what info-vae takes from the KL")
        double infoAlpha,
    @Setting(fallback = "multiquadric", help = "kernel of the MMD") Matching.KernelKind mmdKernel,
    @Setting(label = "N", fallback = "50", help = "directions of sliced-wasserstein")
        int directions,
    @Setting(label = "E", fallback = "0.1", help = "entropy of sinkhorn, in units of mean cost")
        double sinkhornEpsilon,
    @Setting(label = "N,..", fallback = "300,300", help = "hidden widths of aae's discriminator")
        List<Integer> discriminator) {

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public MatchingConfig {
    Rules.notNegative("matching-weight", matchingWeight);
    Rules.finite("info-alpha", infoAlpha);
    Rules.atLeast(1, "directions", directions);
    Rules.positive("sinkhorn-epsilon", sinkhornEpsilon);
    discriminator = List.copyOf(discriminator);
    discriminator.forEach(width -> Rules.atLeast(1, "discriminator", width));
  }

  /** What an objective takes of it. */
  public MatchingSettings settings() {
    return new MatchingSettings(
        matchingWeight, infoAlpha, mmdKernel, directions, sinkhornEpsilon, discriminator);
  }
}
