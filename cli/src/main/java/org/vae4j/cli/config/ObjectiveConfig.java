package org.vae4j.cli.config;

import java.util.List;
import org.vae4j.models.objective.GradientEstimator;
import org.vae4j.models.objective.MatchingSettings;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.objective.ObjectiveSettings;
import org.vae4j.models.objective.Schedule;
import org.vae4j.models.objective.TotalCorrelation;

/** What training minimises. */
public record ObjectiveConfig(
    @Setting(fallback = "elbo", help = "what training minimises") ObjectiveKind objective,
    @Setting(label = "S", fallback = "1", help = "draws of z for an image in training") int samples,
    @Setting(fallback = "closed", help = "KL of elbo: closed where it can be, or by the draws")
        KlForm kl,
    @Setting(fallback = "total", help = "gradient estimator of elbo and iwae")
        GradientEstimator gradient,
    @Setting(
            label = "B",
            fallback = "4",
            help = "weight of the KL in beta-vae, of TC in beta-tc-vae")
        double beta,
    @Setting(label = "F", fallback = "0.25", help = "nats of a dimension that free-bits leaves")
        double freeBits,
    @Setting(
            label = "M,V,L",
            fallback = "1,1,1",
            help =
                "weights of weighted-kl's mean, variance, log-determinant; each a number or"
                    + " FROM..TO[:linear|cosine|cyclical]:EPOCHS")
        List<Schedule> klWeights,
    @Setting(label = "C", fallback = "0..25:10", help = "nats at which capacity holds the KL")
        Schedule capacity,
    @Setting(label = "G", fallback = "1000", help = "weight of the KL's distance from it")
        double capacityWeight,
    @Setting(fallback = "weighted", help = "estimator of q(z) in beta-tc-vae")
        TotalCorrelation totalCorrelation,
    @Setting(label = "M", fallback = "8", help = "bounds that miwae and piwae average") int bounds,
    @Setting(label = "F", fallback = "0.5", help = "share of the elbo in ciwae") double share,
    @Setting(label = "A", fallback = "0.5", help = "order of renyi") double alpha) {

  /** Throws {@code IllegalArgumentException} where a value breaks its rule, used or not. */
  public ObjectiveConfig {
    klWeights = List.copyOf(klWeights);
    Rules.atLeast(1, "samples", samples);
    Rules.notNegative("beta", beta);
    Rules.notNegative("free-bits", freeBits);
    Rules.notNegative("capacity-weight", capacityWeight);
    Rules.atLeast(1, "bounds", bounds);
    Rules.share("share", share);
    Rules.notNegative("alpha", alpha);
  }

  /** What an objective takes of it. */
  public ObjectiveSettings settings(MatchingSettings matching) {
    return new ObjectiveSettings(
        samples,
        gradient,
        kl == KlForm.SAMPLED,
        beta,
        freeBits,
        klWeights,
        capacity,
        capacityWeight,
        totalCorrelation,
        bounds,
        share,
        alpha,
        matching);
  }
}
