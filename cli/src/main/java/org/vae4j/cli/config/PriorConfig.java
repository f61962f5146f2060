package org.vae4j.cli.config;

import org.vae4j.priors.ComponentHandling;
import org.vae4j.priors.Covariance;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorOptions;

/**
 * Which p(z), and what only some priors know; {@code options} are the flags that families of priors
 * declare themselves.
 */
public record PriorConfig(
    @Setting(label = "NAME", fallback = "standard-normal", help = "prior p(z)") String prior,
    @Setting(
            label = "K|PRIOR=K,..",
            fallback = "gmm=10,vamp=500,dirichlet-gmm=30",
            help = "components of a mixture prior")
        Components components,
    @Setting(fallback = "diagonal", help = "covariance of gmm's components")
        Covariance gmmCovariance,
    @Setting(fallback = "marginal", help = "component of gmm in training")
        ComponentHandling gmmComponent,
    @Setting(label = "T", fallback = "1", help = "first temperature of gumbel-*")
        double temperature,
    @Setting(label = "T", fallback = "0.5", help = "its last temperature") double temperatureMin,
    @Setting(fallback = "data", help = "what vamp's pseudo-inputs start as")
        PseudoStart pseudoInputs,
    @Setting(fallback = "equal", help = "weights of vamp's pseudo-inputs")
        PseudoWeights pseudoWeights,
    PriorOptions options) {

  private static final Settings<PriorConfig> SETTINGS = Settings.of(PriorConfig.class);

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public PriorConfig {
    PriorCatalogue known = PriorCatalogue.load();
    known.find(prior);
    components.priors().forEach(known::find);
    components = components.only(prior, Components.parse(SETTINGS.fallback("components")));
    Rules.positive("temperature", temperature);
    Rules.positive("temperature-min", temperatureMin);
    if (!(temperatureMin <= temperature)) {
      throw new IllegalArgumentException(
          "temperature-min must be <= temperature %s; got %s"
              .formatted(Values.text(temperature), Values.text(temperatureMin)));
    }
  }
}
