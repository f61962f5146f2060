package org.vae4j.cli.config;

import org.vae4j.models.option.Rules;

/** The epochs under N(0, I) that may come before those of the prior, and what follows from them. */
public record StartConfig(
    @Setting(fallback = "joint", help = "prior trained with the networks, or after them and alone")
        PriorFitting fit,
    @Setting(fallback = "none", help = "components of a mixture prior start at clusters of codes")
        Initialization initialize,
    @Setting(
            label = "N",
            fallback = "10",
            help = "epochs under N(0, I) before either, whatever the prior",
            only = {"initialize=k-means", "fit=post-hoc"})
        int startEpochs,
    @Setting(
            label = "B",
            fallback = "1",
            help = "weight of the KL in them, before clusters",
            only = "initialize=k-means fit=joint")
        double startBeta) {
  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public StartConfig {
    Rules.atLeast(1, "start-epochs", startEpochs);
    Rules.notNegative("start-beta", startBeta);
  }

  /** Whether the prior is trained after the networks, and alone. */
  public boolean postHoc() {
    return fit == PriorFitting.POST_HOC;
  }

  /** Whether components start at clusters of codes. */
  public boolean clusters() {
    return initialize == Initialization.K_MEANS;
  }
}
