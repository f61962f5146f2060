package org.vae4j.cli.config;

import org.vae4j.models.option.OptionValues;
import org.vae4j.models.option.Rules;
import org.vae4j.models.posterior.PosteriorKind;

/** Which codes, q(z|x) and p(x|z). */
public record ModelConfig(
    @Setting(label = "D", fallback = "40", help = "length of a code z") int latent,
    @Setting(label = "1|2", fallback = "1", help = "levels of codes; 2: q(z2|x) q(z1|x,z2)")
        int levels,
    @Setting(
            label = "D",
            fallback = "40",
            help = "length of the upper code z2 of two levels",
            only = "levels=2")
        int upperLatent,
    @Setting(fallback = "diagonal", help = "form of q(z|x): covariance, mixture or flow")
        PosteriorKind posterior,
    @Declared("posterior") OptionValues options,
    @Setting(fallback = "bernoulli", help = "density p(x|z) of a pixel") LikelihoodName likelihood,
    @Setting(
            label = "SD",
            fallback = "0.1",
            help = "standard deviation of gaussian-fixed; where gaussian starts",
            only = "likelihood=gaussian|gaussian-fixed")
        double gaussianSd) {

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public ModelConfig {
    Rules.atLeast(1, "latent", latent);
    if (levels != 1 && levels != 2) {
      throw new IllegalArgumentException("levels must be 1 or 2; got " + levels);
    }
    Rules.atLeast(1, "upper-latent", upperLatent);
    Rules.positive("gaussian-sd", gaussianSd);
  }
}
