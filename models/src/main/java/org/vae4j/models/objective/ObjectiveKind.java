package org.vae4j.models.objective;

import java.util.Locale;
import java.util.function.Function;

/** The objectives that are chosen by name. */
public enum ObjectiveKind {
  /** The evidence lower bound. */
  ELBO(1, s -> new Elbo(s.samples(), s.sampledKl(), s.gradient())),
  /** Reconstruction plus a weighted KL. */
  BETA_VAE(1, s -> new BetaElbo(s.samples(), s.beta())),
  /** A KL that counts from a floor on. */
  FREE_BITS(1, s -> new FreeBits(s.samples(), s.freeBits())),
  /** A Gaussian KL whose terms have weights. */
  WEIGHTED_KL(
      1, s -> new WeightedKl(s.samples(), s.klWeights()[0], s.klWeights()[1], s.klWeights()[2])),
  /** The importance-weighted bound. */
  IWAE(2, s -> new Iwae(s.samples(), s.gradient())),
  /** The mean of importance-weighted bounds. */
  MIWAE(2, s -> new Miwae(s.bounds(), s.samples())),
  /** A blend of evidence lower bound and importance-weighted bound. */
  CIWAE(2, s -> new Ciwae(s.samples(), s.share())),
  /** The variational Renyi bound. */
  RENYI(2, s -> new Renyi(s.samples(), s.alpha()));

  private final int leastSamples;
  private final Function<ObjectiveSettings, Objective> make;

  ObjectiveKind(int leastSamples, Function<ObjectiveSettings, Objective> make) {
    this.leastSamples = leastSamples;
    this.make = make;
  }

  /**
   * The objective with these settings, those it does not know left aside. Throws {@code
   * IllegalArgumentException} where they do not fit it.
   */
  public Objective create(ObjectiveSettings settings) {
    if (!(settings.samples() >= leastSamples)) {
      throw new IllegalArgumentException(
          "samples must be >= %d for objective %s; got %d"
              .formatted(leastSamples, kebab(), settings.samples()));
    }
    boolean knowsGradients = this == ELBO || this == IWAE;
    if (!knowsGradients && settings.gradient() != GradientEstimator.TOTAL) {
      throw new IllegalArgumentException(
          "gradient must be total for objective %s; got %s"
              .formatted(kebab(), settings.gradient().name().toLowerCase(Locale.ROOT)));
    }
    return make.apply(settings);
  }

  private String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
