package org.vae4j.models.objective;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The objectives that are chosen by name. */
public enum ObjectiveKind {
  /** The evidence lower bound. */
  ELBO(1, s -> new Elbo(s.samples(), s.sampledKl(), s.gradient())),
  /** Reconstruction plus a weighted KL. */
  BETA_VAE(1, s -> new BetaElbo(s.samples(), s.beta())),
  /** A KL that counts from a floor on. */
  FREE_BITS(1, s -> new FreeBits(s.samples(), s.freeBits())),
  /** A KL held at a capacity that grows. */
  CAPACITY(1, s -> new Capacity(s.samples(), s.capacityWeight(), s.capacity())),
  /** A Gaussian KL whose terms have weights. */
  WEIGHTED_KL(
      1,
      s ->
          new WeightedKl(
              s.samples(), s.klWeights().get(0), s.klWeights().get(1), s.klWeights().get(2))),
  /** A KL whose total correlation has a weight. */
  BETA_TC_VAE((s, c) -> new BetaTcVae(s.beta(), s.totalCorrelation(), c.examples())),
  /** The importance-weighted bound. */
  IWAE(2, s -> new Iwae(s.samples(), s.gradient())),
  /** The mean of importance-weighted bounds. */
  MIWAE(2, s -> new Miwae(s.bounds(), s.samples())),
  /** An importance-weighted bound for the decoder, the mean of several for the encoder. */
  PIWAE(2, s -> new Piwae(s.bounds(), s.samples())),
  /** A blend of evidence lower bound and importance-weighted bound. */
  CIWAE(2, s -> new Ciwae(s.samples(), s.share())),
  /** The variational Renyi bound. */
  RENYI(2, s -> new Renyi(s.samples(), s.alpha())),
  /** The importance-weighted bound less its leading bias. */
  JVI(2, s -> new Jackknife(s.samples())),
  /** A KL and an MMD of the aggregate posterior. */
  INFO_VAE(
      (s, c) ->
          new InfoVae(s.matching().alpha(), s.matching().weight(), s.matching().discrepancy())),
  /** An MMD of the aggregate posterior. */
  WAE_MMD((s, c) -> wasserstein("wae-mmd", s, s.matching().discrepancy())),
  /** A sliced Wasserstein distance of the aggregate posterior. */
  SLICED_WASSERSTEIN((s, c) -> wasserstein("sliced-wasserstein", s, s.matching().sliced())),
  /** A Sinkhorn divergence of the aggregate posterior. */
  SINKHORN((s, c) -> wasserstein("sinkhorn", s, s.matching().entropic())),
  /** A discriminator between codes and draws of the prior. */
  AAE(
      (s, c) ->
          Adversarial.of(
              s.matching().weight(), c.latent(), s.matching().discriminator(), c.initializer()));

  private final int leastSamples;
  private final int mostSamples;
  private final BiFunction<ObjectiveSettings, ObjectiveContext, Objective> make;

  ObjectiveKind(int leastSamples, Function<ObjectiveSettings, Objective> make) {
    this.leastSamples = leastSamples;
    this.mostSamples = Integer.MAX_VALUE;
    this.make = (settings, context) -> make.apply(settings);
  }

  /** Of one draw for each example: a sample of the aggregate posterior. */
  ObjectiveKind(BiFunction<ObjectiveSettings, ObjectiveContext, Objective> make) {
    this.leastSamples = 1;
    this.mostSamples = 1;
    this.make = make;
  }

  /** The most draws for each example that it can be trained with. */
  public int mostSamples() {
    return mostSamples;
  }

  private static Objective wasserstein(String name, ObjectiveSettings s, Matching matching) {
    return new WassersteinAutoencoder(name, s.matching().weight(), matching);
  }

  /**
   * The objective with these settings, those it does not know left aside. Throws {@code
   * IllegalArgumentException} where they do not fit it.
   */
  public Objective create(ObjectiveSettings settings, ObjectiveContext context) {
    if (!(settings.samples() <= mostSamples)) {
      throw new IllegalArgumentException(
          "samples must be 1 for objective %s, which looks at all codes of a batch together; got %d"
              .formatted(kebab(), settings.samples()));
    }
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
    return make.apply(settings, context);
  }

  private String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
