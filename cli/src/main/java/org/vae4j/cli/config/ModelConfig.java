package org.vae4j.cli.config;

import org.vae4j.models.posterior.PosteriorKind;

/** Which codes, q(z|x) and p(x|z). */
public record ModelConfig(
    @Setting(label = "D", fallback = "40", help = "length of a code z") int latent,
    @Setting(label = "1|2", fallback = "1", help = "levels of codes; 2: q(z2|x) q(z1|x,z2)")
        int levels,
    @Setting(label = "D", fallback = "40", help = "length of the upper code z2 of two levels")
        int upperLatent,
    @Setting(fallback = "diagonal", help = "form of q(z|x): covariance, mixture or flow")
        PosteriorKind posterior,
    @Setting(label = "C", fallback = "3", help = "components of a mixture q(z|x)")
        int posteriorComponents,
    @Setting(label = "N", fallback = "4", help = "layers of a flow q(z|x)") int posteriorLayers,
    @Setting(label = "N", fallback = "64", help = "width of the networks inside a flow q(z|x)")
        int posteriorWidth,
    @Setting(fallback = "bernoulli", help = "density p(x|z) of a pixel") LikelihoodName likelihood,
    @Setting(
            label = "SD",
            fallback = "0.1",
            help = "standard deviation of gaussian-fixed; where gaussian starts")
        double gaussianSd) {

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public ModelConfig {
    Rules.atLeast(1, "latent", latent);
    if (levels != 1 && levels != 2) {
      throw new IllegalArgumentException("levels must be 1 or 2; got " + levels);
    }
    Rules.atLeast(1, "upper-latent", upperLatent);
    Rules.atLeast(1, "posterior-components", posteriorComponents);
    Rules.atLeast(1, "posterior-layers", posteriorLayers);
    Rules.atLeast(1, "posterior-width", posteriorWidth);
    Rules.positive("gaussian-sd", gaussianSd);
  }
}
